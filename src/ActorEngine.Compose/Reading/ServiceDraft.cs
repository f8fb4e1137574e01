using ActorEngine.Contracts;

namespace ActorEngine.Compose.Reading;

/// <summary>A service as it was read, before profiles decide whether it is on.</summary>
internal sealed record ServiceDraft(ServiceSettings Settings, Yaml.SourcePlace Place)
{
    public ComposeBuild? Build { get; init; }
    public PullPolicy? Pull { get; init; }
    public IReadOnlyList<string> Profiles { get; init; } = [];
    /// <summary>Dependencies that may be missing.</summary>
    public IReadOnlySet<string> Optional { get; init; } = new HashSet<string>();
    public bool Attach { get; init; } = true;
}
