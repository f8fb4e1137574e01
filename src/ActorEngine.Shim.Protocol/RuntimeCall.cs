namespace ActorEngine.Shim.Protocol;

/// <summary>One run of an OCI runtime as a child of the shim, in the run directory.</summary>
public sealed record RuntimeCall
{
    /// <summary>The whole argument vector; the first is the program, a path or a name to look up in PATH.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary><c>NAME=value</c> entries, the whole environment.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>File into which the call makes the runtime write the process's pid; relative to the run directory.</summary>
    public string PidFile { get; init; } = "pid";

    /// <summary>The runtime's own log (<c>--log</c>), whose end is reported when the call fails; empty for none.</summary>
    public string LogFile { get; init; } = "";

    internal void WriteTo(FrameWriter writer)
    {
        writer.Strings(Arguments);
        writer.Strings(Environment);
        writer.String(PidFile);
        writer.String(LogFile);
    }

    internal static RuntimeCall ReadFrom(ref FrameReader reader) => new()
    {
        Arguments = reader.Strings(),
        Environment = reader.Strings(),
        PidFile = reader.String(),
        LogFile = reader.String(),
    };
}

/// <summary>Runs the container in one call (<c>run --detach</c>). Answered by <see cref="Started"/> or <see cref="StartFailed"/>.</summary>
public sealed record Start(RuntimeCall Call) : IShimMessage<Start>
{
    public static FrameKind Kind => FrameKind.Start;

    public void WriteTo(FrameWriter writer) => Call.WriteTo(writer);

    public static Start ReadFrom(ref FrameReader reader) => new(RuntimeCall.ReadFrom(ref reader));
}

/// <summary>Makes the container without running its program (<c>create</c>). Answered by <see cref="Started"/> or <see cref="StartFailed"/>.</summary>
public sealed record Create(RuntimeCall Call) : IShimMessage<Create>
{
    public static FrameKind Kind => FrameKind.Create;

    public void WriteTo(FrameWriter writer) => Call.WriteTo(writer);

    public static Create ReadFrom(ref FrameReader reader) => new(RuntimeCall.ReadFrom(ref reader));
}

/// <summary>Runs the program of a created container (<c>start</c>). Answered by <see cref="Started"/> or <see cref="StartFailed"/>.</summary>
public sealed record StartCreated(RuntimeCall Call) : IShimMessage<StartCreated>
{
    public static FrameKind Kind => FrameKind.StartCreated;

    public void WriteTo(FrameWriter writer) => Call.WriteTo(writer);

    public static StartCreated ReadFrom(ref FrameReader reader) => new(RuntimeCall.ReadFrom(ref reader));
}
