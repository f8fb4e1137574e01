namespace ActorEngine.Shim.Protocol;

/// <summary>The container's init exists. Pid and start time together name it.</summary>
public sealed record Started(int Pid, ulong StartTime) : IShimMessage<Started>
{
    public static FrameKind Kind => FrameKind.Started;

    public void WriteTo(FrameWriter writer)
    {
        writer.Int32(Pid);
        writer.UInt64(StartTime);
    }

    public static Started ReadFrom(ref FrameReader reader) => new(reader.Int32(), reader.UInt64());
}

/// <summary>The runtime refused.</summary>
/// <param name="Code">The runtime's exit code, 128 + signal when it was killed.</param>
/// <param name="RuntimeLog">The end of its log file.</param>
/// <param name="Output">The end of what it wrote to standard output and error.</param>
public sealed record StartFailed(int Code, string RuntimeLog, string Output) : IShimMessage<StartFailed>
{
    public static FrameKind Kind => FrameKind.StartFailed;

    public void WriteTo(FrameWriter writer)
    {
        writer.Int32(Code);
        writer.String(RuntimeLog);
        writer.String(Output);
    }

    public static StartFailed ReadFrom(ref FrameReader reader) => new(reader.Int32(), reader.String(), reader.String());
}
