namespace ActorEngine.Shim.Protocol;

/// <summary>Runs a program as a child of the shim (<c>pause</c>, <c>kill</c>, <c>delete</c>, <c>ps</c> ...). Answered by <see cref="HelperDone"/>.</summary>
/// <param name="Arguments">The whole argument vector; the first is the program.</param>
/// <param name="Environment">The whole environment.</param>
/// <param name="TimeoutMilliseconds">The child is killed after this time; 0 means never.</param>
public sealed record RunHelper(IReadOnlyList<string> Arguments, IReadOnlyList<string> Environment, int TimeoutMilliseconds) : IShimMessage<RunHelper>
{
    public static FrameKind Kind => FrameKind.RunHelper;

    public void WriteTo(FrameWriter writer)
    {
        writer.Strings(Arguments);
        writer.Strings(Environment);
        writer.Int32(TimeoutMilliseconds);
    }

    public static RunHelper ReadFrom(ref FrameReader reader) => new(reader.Strings(), reader.Strings(), reader.Int32());
}

/// <summary>How a helper ended.</summary>
/// <param name="Signal">The signal that killed it, or 0.</param>
/// <param name="TimedOut">The shim killed it.</param>
/// <param name="Output">The last 32 KB of what it wrote.</param>
/// <param name="Truncated">It wrote more.</param>
public sealed record HelperDone(int Code, int Signal, bool TimedOut, string Output, bool Truncated) : IShimMessage<HelperDone>
{
    public static FrameKind Kind => FrameKind.HelperDone;

    public void WriteTo(FrameWriter writer)
    {
        writer.Int32(Code);
        writer.Int32(Signal);
        writer.Bool(TimedOut);
        writer.String(Output);
        writer.Bool(Truncated);
    }

    public static HelperDone ReadFrom(ref FrameReader reader) =>
        new(reader.Int32(), reader.Int32(), reader.Bool(), reader.String(), reader.Bool());
}
