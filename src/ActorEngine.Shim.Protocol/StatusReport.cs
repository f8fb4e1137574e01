namespace ActorEngine.Shim.Protocol;

/// <summary>What the shim is doing.</summary>
public enum ShimState : byte
{
    /// <summary>No settings yet.</summary>
    Fresh = 0,

    /// <summary>Settings are there, no container.</summary>
    Configured = 1,

    /// <summary>A runtime call is on its way.</summary>
    Starting = 2,

    /// <summary>The container is made, its program not yet run.</summary>
    Created = 3,

    Running = 4,

    /// <summary>The container ended; its exit may be unacknowledged.</summary>
    Exited = 5,
}

/// <summary>Answer to <see cref="FrameKind.Status"/>.</summary>
/// <param name="Pid">The container's init, or 0.</param>
/// <param name="LogEnd">Where the next record goes.</param>
/// <param name="StdinOpen">Whether stdin still reaches the container.</param>
/// <param name="ExitAcknowledged">Whether the exit, when there is one, was acknowledged.</param>
public sealed record StatusReport(
    string ContainerId, ShimState State, int Pid, ulong StartTime, LogPosition LogEnd, bool StdinOpen, bool ExitAcknowledged, long OutOfMemoryKills)
    : IShimMessage<StatusReport>
{
    public static FrameKind Kind => FrameKind.StatusReport;

    public void WriteTo(FrameWriter writer)
    {
        writer.String(ContainerId);
        writer.Byte((byte)State);
        writer.Int32(Pid);
        writer.UInt64(StartTime);
        LogEnd.WriteTo(writer);
        writer.Bool(StdinOpen);
        writer.Bool(ExitAcknowledged);
        writer.Int64(OutOfMemoryKills);
    }

    public static StatusReport ReadFrom(ref FrameReader reader) => new(
        reader.String(), (ShimState)reader.Byte(), reader.Int32(), reader.UInt64(), LogPosition.ReadFrom(ref reader),
        reader.Bool(), reader.Bool(), reader.Int64());
}
