using ActorEngine.Contracts;

namespace ActorEngine.Compose;

/// <summary>A project, read and resolved.</summary>
/// <param name="Settings">What the engine is told.</param>
public sealed record ComposeProject(ProjectSettings Settings)
{
    /// <summary>How images are made, by service.</summary>
    public IReadOnlyDictionary<string, ComposeBuild> Builds { get; init; } = new Dictionary<string, ComposeBuild>();
    /// <summary>When images are fetched, by service; missing for those that say nothing.</summary>
    public IReadOnlyDictionary<string, PullPolicy> PullPolicies { get; init; } = new Dictionary<string, PullPolicy>();
    /// <summary>Services whose output up does not show.</summary>
    public IReadOnlyCollection<string> Unattached { get; init; } = [];
    /// <summary>All profiles that the files name.</summary>
    public IReadOnlyCollection<string> Profiles { get; init; } = [];
    /// <summary>Services that are off, because none of their profiles is on.</summary>
    public IReadOnlyCollection<string> Disabled { get; init; } = [];
    /// <summary>The files as one, with variables put in and paths made absolute.</summary>
    public required Func<string> ToYaml { get; init; }
    /// <summary>What was ignored or is missing, one sentence each.</summary>
    public IReadOnlyCollection<string> Warnings { get; init; } = [];
}

/// <summary>When an image is fetched.</summary>
public enum PullPolicy
{
    Missing,
    Always,
    Never,
    /// <summary>It is built, and never fetched.</summary>
    Build,
}

/// <summary>How a service's image is built.</summary>
/// <param name="Context">An absolute directory, or a remote one.</param>
public sealed record ComposeBuild(string Context)
{
    /// <summary>Relative to the context; null = Dockerfile.</summary>
    public string? Dockerfile { get; init; }
    public string? DockerfileInline { get; init; }
    public string? Target { get; init; }
    public string? Platform { get; init; }
    public string? Network { get; init; }
    public bool NoCache { get; init; }
    public bool Pull { get; init; }
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<string> Tags { get; init; } = [];
    public IReadOnlyList<string> CacheFrom { get; init; } = [];
    public IReadOnlyList<string> ExtraHosts { get; init; } = [];
    /// <summary>Names of SSH agents.</summary>
    public IReadOnlyList<string> SshAgents { get; init; } = [];
    public IReadOnlyList<BuildSecret> Secrets { get; init; } = [];
    public long? ShmSize { get; init; }
    public IReadOnlyList<Ulimit> Ulimits { get; init; } = [];
}
