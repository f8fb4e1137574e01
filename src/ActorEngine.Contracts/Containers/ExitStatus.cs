namespace ActorEngine.Contracts;

/// <summary>How a container's or an exec's main process ended.</summary>
/// <param name="Code">0-255 as the process gave it; 128 + signal where a signal ended it.</param>
/// <param name="Known">False where the kernel could no longer tell the code; <paramref name="Code"/> is then 255 and means nothing.</param>
public sealed record ExitStatus(int Code, bool Known = true)
{
    /// <summary>The signal that ended it, 0 if none did.</summary>
    public int Signal { get; init; }

    /// <summary>True where the kernel's out-of-memory killer ended the main process, or the program whose end that one passed on.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>Processes of the container that the out-of-memory killer ended in this run, children included.</summary>
    public long OutOfMemoryKills { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset FinishedAt { get; init; }
}
