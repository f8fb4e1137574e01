namespace ActorEngine.Contracts;

/// <summary>What an image says about the containers made from it (image-spec config.md, "config").</summary>
public sealed record ImageConfiguration
{
    /// <summary>PATH of containers whose image says none.</summary>
    public const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public string? User { get; init; }
    public IReadOnlyList<string> ExposedPorts { get; init => field = value ?? []; } = [];
    public IReadOnlyList<string> Environment { get; init => field = value ?? []; } = [];
    public IReadOnlyList<string> Entrypoint { get; init => field = value ?? []; } = [];
    public IReadOnlyList<string> Command { get; init => field = value ?? []; } = [];
    public IReadOnlyList<string> Volumes { get; init => field = value ?? []; } = [];
    public string? WorkingDirectory { get; init; }
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    public string? StopSignal { get; init; }
    public IReadOnlyList<string> Shell { get; init => field = value ?? []; } = [];
    /// <summary>Instructions for the build of an image on top of this one.</summary>
    public IReadOnlyList<string> OnBuild { get; init => field = value ?? []; } = [];
    public HealthcheckSettings? Healthcheck { get; init; }
}

/// <summary>How to tell whether a container is well (Docker Engine API, HealthConfig). Times are nanoseconds; 0 = the default.</summary>
public sealed record HealthcheckSettings
{
    /// <summary>
    /// NONE; CMD and arguments; CMD-SHELL and a command line; HTTP and [PORT][/PATH], or TCP and PORT, both asked at the loopback address inside the
    /// container's network; empty = as the image below.
    /// </summary>
    public IReadOnlyList<string> Test { get; init => field = value ?? []; } = [];
    public long Interval { get; init; }
    public long Timeout { get; init; }
    public long StartPeriod { get; init; }
    public long StartInterval { get; init; }
    public int Retries { get; init; }
}
