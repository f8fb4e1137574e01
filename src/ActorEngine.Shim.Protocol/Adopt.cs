namespace ActorEngine.Shim.Protocol;

/// <summary>
/// A fresh shim takes over a running container whose shim is gone. The terminal's master, when there is one, travels beside
/// this frame (SCM_RIGHTS). Answered by <see cref="Started"/>, or a fault when pid and start time name no living process.
/// </summary>
public sealed record Adopt(int Pid, ulong StartTime) : IShimMessage<Adopt>
{
    public static FrameKind Kind => FrameKind.Adopt;

    public void WriteTo(FrameWriter writer)
    {
        writer.Int32(Pid);
        writer.UInt64(StartTime);
    }

    public static Adopt ReadFrom(ref FrameReader reader) => new(reader.Int32(), reader.UInt64());
}
