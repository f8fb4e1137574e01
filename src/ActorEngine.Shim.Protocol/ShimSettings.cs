namespace ActorEngine.Shim.Protocol;

/// <summary>What the shim does when it is itself asked to terminate (SIGTERM).</summary>
public enum TerminationBehaviour : byte
{
    /// <summary>Nothing: the container goes on.</summary>
    Ignore = 0,

    /// <summary>Passes <see cref="ShimSettings.StopSignal"/> on to the container's init.</summary>
    StopContainer = 1,
}

/// <summary>The fixed parameters of a shim: its first request. Paths are absolute or relative to the run directory.</summary>
public sealed record ShimSettings : IShimMessage<ShimSettings>
{
    public static FrameKind Kind => FrameKind.Configure;

    public required string ContainerId { get; init; }

    /// <summary>Directory of the numbered log files; must exist.</summary>
    public required string LogDirectory { get; init; }

    /// <summary>Where the exit record goes; its directory must exist.</summary>
    public required string ExitRecordPath { get; init; }

    /// <summary>A log file that would grow past this many bytes is followed by the next number; 0 never rotates.</summary>
    public long LogFileSize { get; init; } = 16 * 1024 * 1024;

    /// <summary>Files kept; the oldest is deleted. At least 1; 0 keeps all.</summary>
    public int LogFileCount { get; init; } = 4;

    /// <summary>Write no log at all: output is read and dropped.</summary>
    public bool DiscardLog { get; init; }

    /// <summary>The container has a pseudo-terminal; its master arrives on <see cref="ConsoleSocket"/>.</summary>
    public bool Terminal { get; init; }

    /// <summary>Name of the socket in the run directory that the runtime call names as its console socket.</summary>
    public string ConsoleSocket { get; init; } = "console.sock";

    /// <summary>Standard input is a FIFO fed by clients; else it is <c>/dev/null</c>.</summary>
    public bool StdinOpen { get; init; }

    /// <summary>Directory of the container's memory control group in version 1, or empty.</summary>
    public string MemoryCgroup { get; init; } = "";

    /// <summary>Directory of the container's version 2 control group, or empty.</summary>
    public string UnifiedCgroup { get; init; } = "";

    public TerminationBehaviour OnTermination { get; init; }

    public int StopSignal { get; init; } = 15;

    /// <summary>Mount point that the runtime is not to see: the version 2 hierarchy of a hybrid host, for crun. Empty for none.</summary>
    public string HiddenMount { get; init; } = "";

    public void WriteTo(FrameWriter writer)
    {
        writer.String(ContainerId);
        writer.String(LogDirectory);
        writer.String(ExitRecordPath);
        writer.Int64(LogFileSize);
        writer.Int32(LogFileCount);
        writer.Bool(DiscardLog);
        writer.Bool(Terminal);
        writer.String(ConsoleSocket);
        writer.Bool(StdinOpen);
        writer.String(MemoryCgroup);
        writer.String(UnifiedCgroup);
        writer.Byte((byte)OnTermination);
        writer.Int32(StopSignal);
        writer.String(HiddenMount);
    }

    public static ShimSettings ReadFrom(ref FrameReader reader) => new()
    {
        ContainerId = reader.String(),
        LogDirectory = reader.String(),
        ExitRecordPath = reader.String(),
        LogFileSize = reader.Int64(),
        LogFileCount = reader.Int32(),
        DiscardLog = reader.Bool(),
        Terminal = reader.Bool(),
        ConsoleSocket = reader.String(),
        StdinOpen = reader.Bool(),
        MemoryCgroup = reader.String(),
        UnifiedCgroup = reader.String(),
        OnTermination = (TerminationBehaviour)reader.Byte(),
        StopSignal = reader.Int32(),
        HiddenMount = reader.String(),
    };
}
