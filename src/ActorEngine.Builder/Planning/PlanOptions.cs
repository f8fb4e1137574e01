namespace ActorEngine.Builder;

/// <summary>What of a build request shapes its plan.</summary>
internal sealed record PlanOptions
{
    /// <summary>Name or number of a stage; null = the last.</summary>
    public string? Target { get; init; }
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    public Platform Platform { get; init; } = Platform.Local;

    /// <summary>The platform that builds.</summary>
    public Platform BuildPlatform { get; init; } = Platform.Local;

    /// <summary>Where RUN instructions with --network=default run: the network of the request.</summary>
    public string Network { get; init; } = "default";
}
