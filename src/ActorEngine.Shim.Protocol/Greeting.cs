namespace ActorEngine.Shim.Protocol;

/// <summary>The first frame on every connection.</summary>
/// <param name="Version">Version that the client speaks.</param>
/// <param name="Notifications">Whether this connection gets notifications, beginning with what nobody acknowledged yet.</param>
public sealed record Hello(ushort Version, bool Notifications) : IShimMessage<Hello>
{
    public static FrameKind Kind => FrameKind.Hello;

    public void WriteTo(FrameWriter writer)
    {
        writer.UInt16(Version);
        writer.Bool(Notifications);
    }

    public static Hello ReadFrom(ref FrameReader reader) => new(reader.UInt16(), reader.Bool());
}

/// <summary>Answer to <see cref="Hello"/>.</summary>
/// <param name="Version">Version that the shim speaks.</param>
/// <param name="Pid">The shim's pid.</param>
/// <param name="StartTime">Its start time, field 22 of /proc/PID/stat.</param>
/// <param name="ContainerId">Empty before <see cref="ShimSettings"/> arrived.</param>
public sealed record Welcome(ushort Version, int Pid, ulong StartTime, string ContainerId) : IShimMessage<Welcome>
{
    public static FrameKind Kind => FrameKind.Welcome;

    public void WriteTo(FrameWriter writer)
    {
        writer.UInt16(Version);
        writer.Int32(Pid);
        writer.UInt64(StartTime);
        writer.String(ContainerId);
    }

    public static Welcome ReadFrom(ref FrameReader reader) =>
        new(reader.UInt16(), reader.Int32(), reader.UInt64(), reader.String());
}
