namespace ActorEngine.Shim.Protocol;

/// <summary>Where a session's output goes.</summary>
public enum ExecOutputMode : byte
{
    /// <summary>Nowhere: <c>/dev/null</c>.</summary>
    Discard = 0,

    /// <summary>Held back until a client attaches, then sent to it; dropped once that client is gone.</summary>
    Attach = 1,
}

/// <summary>
/// Runs a further process in the container (<c>exec --detach --pid-file</c>). Answered by <see cref="ExecStarted"/> or
/// <see cref="StartFailed"/>.
/// </summary>
public sealed record Exec : IShimMessage<Exec>
{
    public static FrameKind Kind => FrameKind.Exec;

    /// <summary>Name of the session, chosen by the client, unique until its exit is acknowledged.</summary>
    public required string Id { get; init; }

    public required RuntimeCall Call { get; init; }

    public ExecOutputMode Output { get; init; } = ExecOutputMode.Attach;

    /// <summary>Standard input comes from the attached client; else it is <c>/dev/null</c>.</summary>
    public bool StdinOpen { get; init; }

    /// <summary>When not empty the session has a terminal, whose master arrives on this socket in the run directory.</summary>
    public string ConsoleSocket { get; init; } = "";

    public void WriteTo(FrameWriter writer)
    {
        writer.String(Id);
        Call.WriteTo(writer);
        writer.Byte((byte)Output);
        writer.Bool(StdinOpen);
        writer.String(ConsoleSocket);
    }

    public static Exec ReadFrom(ref FrameReader reader) => new()
    {
        Id = reader.String(),
        Call = RuntimeCall.ReadFrom(ref reader),
        Output = (ExecOutputMode)reader.Byte(),
        StdinOpen = reader.Bool(),
        ConsoleSocket = reader.String(),
    };
}

/// <summary>The session's process exists.</summary>
public sealed record ExecStarted(string Id, int Pid) : IShimMessage<ExecStarted>
{
    public static FrameKind Kind => FrameKind.ExecStarted;

    public void WriteTo(FrameWriter writer)
    {
        writer.String(Id);
        writer.Int32(Pid);
    }

    public static ExecStarted ReadFrom(ref FrameReader reader) => new(reader.String(), reader.Int32());
}

/// <summary>
/// The session's process ended. Notified until acknowledged; on an attachment it follows all output and ends the connection.
/// </summary>
public sealed record ExecExited(string Id, bool Known, int Code, int Signal, long FinishedAt) : IShimMessage<ExecExited>
{
    public static FrameKind Kind => FrameKind.ExecExited;

    public void WriteTo(FrameWriter writer)
    {
        writer.String(Id);
        writer.Bool(Known);
        writer.Int32(Code);
        writer.Int32(Signal);
        writer.Int64(FinishedAt);
    }

    public static ExecExited ReadFrom(ref FrameReader reader) =>
        new(reader.String(), reader.Bool(), reader.Int32(), reader.Int32(), reader.Int64());
}
