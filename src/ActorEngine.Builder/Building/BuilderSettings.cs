namespace ActorEngine.Builder;

/// <summary>Directories and bounds of builds.</summary>
public sealed record BuilderSettings
{
    /// <summary>The engine's state directory; the builder's own lies below it.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>The engine's run directory: secrets lie below it while a step uses them.</summary>
    public required string RunDirectory { get; init; }

    /// <summary>Builds at once; one more is refused.</summary>
    public int MaxBuilds { get; init; } = 16;

    /// <summary>Steps of one build that run at once.</summary>
    public int ParallelSteps { get; init; } = 4;

    /// <summary>Results of steps that are kept; the longest unused goes first.</summary>
    public int MaxCached { get; init; } = 10_000;

    /// <summary>Bytes of a context, unpacked, and of a download.</summary>
    public long MaxContextBytes { get; init; } = 64L << 30;

    /// <summary>How long a server may send nothing in the middle of a download.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    internal string Root => Path.Combine(StateDirectory, "builder");

    internal string Builds => Path.Combine(Root, "builds");

    internal string CacheMounts => Path.Combine(Root, "mounts");

    /// <summary>Keys of the SSH servers that git has met.</summary>
    internal string KnownHosts => Path.Combine(Root, "known_hosts");

    internal string Secrets => Path.Combine(RunDirectory, "build");
}
