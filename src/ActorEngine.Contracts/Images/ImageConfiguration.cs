namespace ActorEngine.Contracts;

/// <summary>What an image says about the containers made from it (image-spec config.md, "config").</summary>
public sealed record ImageConfiguration
{
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
}
