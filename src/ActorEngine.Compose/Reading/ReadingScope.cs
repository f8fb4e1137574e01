using ActorEngine.Contracts;

namespace ActorEngine.Compose.Reading;

/// <summary>What every part of a project is read against.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="Directory">Absolute.</param>
internal sealed record ReadingScope(string Project, string Directory, Func<string, string?> Variables, IComposeFiles Files, ICollection<string> Warnings)
{
    public IReadOnlyDictionary<string, ProjectNetwork> Networks { get; init; } = new Dictionary<string, ProjectNetwork>();
    public IReadOnlyDictionary<string, ProjectVolume> Volumes { get; init; } = new Dictionary<string, ProjectVolume>();
    public IReadOnlyDictionary<string, FileSource> Secrets { get; init; } = new Dictionary<string, FileSource>();
    public IReadOnlyDictionary<string, FileSource> Configs { get; init; } = new Dictionary<string, FileSource>();
    public IReadOnlySet<string> ServiceNames { get; init; } = new HashSet<string>();
    public FailurePolicy OnFailure { get; init; } = new();
    /// <summary>Names of containers that services gave themselves.</summary>
    public IReadOnlyDictionary<string, string> ContainerNames { get; init; } = new Dictionary<string, string>();

    /// <summary>The name of a service's first container.</summary>
    public string FirstContainer(string service) => ContainerNames.GetValueOrDefault(service) ?? $"{Project}-{service}-1";
}

/// <summary>Where a secret or a configuration comes from: a file of the host, or its content.</summary>
internal sealed record FileSource(string? Path, byte[]? Content);
