namespace ActorEngine.Shim.Protocol;

/// <summary>Sends a signal to the container's init, or to every process of its control group.</summary>
public sealed record SignalContainer(int Signal, bool All) : IShimMessage<SignalContainer>
{
    public static FrameKind Kind => FrameKind.Signal;

    public void WriteTo(FrameWriter writer)
    {
        writer.Int32(Signal);
        writer.Bool(All);
    }

    public static SignalContainer ReadFrom(ref FrameReader reader) => new(reader.Int32(), reader.Bool());
}

/// <summary>Sets the size of a terminal: the container's, or on an exec attachment the session's.</summary>
public sealed record Resize(ushort Columns, ushort Rows) : IShimMessage<Resize>
{
    public static FrameKind Kind => FrameKind.Resize;

    public void WriteTo(FrameWriter writer)
    {
        writer.UInt16(Columns);
        writer.UInt16(Rows);
    }

    public static Resize ReadFrom(ref FrameReader reader) => new(reader.UInt16(), reader.UInt16());
}

/// <summary>The kernel killed a process of the container's control group for lack of memory.</summary>
/// <param name="Kills">Kills so far, as the control group counts them.</param>
public sealed record OutOfMemory(long Kills) : IShimMessage<OutOfMemory>
{
    public static FrameKind Kind => FrameKind.OutOfMemory;

    public void WriteTo(FrameWriter writer) => writer.Int64(Kills);

    public static OutOfMemory ReadFrom(ref FrameReader reader) => new(reader.Int64());
}

/// <summary>Output could not be written to the log; the container goes on. Sent when it begins and when it is over.</summary>
/// <param name="LostBytes">Bytes of output lost in this gap so far.</param>
/// <param name="Error">The error number of the write.</param>
/// <param name="Over">The log works again, and has a notice of the gap.</param>
public sealed record LogLoss(long LostBytes, int Error, bool Over) : IShimMessage<LogLoss>
{
    public static FrameKind Kind => FrameKind.LogLoss;

    public void WriteTo(FrameWriter writer)
    {
        writer.Int64(LostBytes);
        writer.Int32(Error);
        writer.Bool(Over);
    }

    public static LogLoss ReadFrom(ref FrameReader reader) => new(reader.Int64(), reader.Int32(), reader.Bool());
}
