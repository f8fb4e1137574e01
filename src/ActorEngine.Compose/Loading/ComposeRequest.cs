namespace ActorEngine.Compose;

/// <summary>Which project to read, and how.</summary>
public sealed record ComposeRequest
{
    /// <summary>Absolute paths, the later laid over the earlier.</summary>
    public required IReadOnlyList<string> Files { get; init; }
    /// <summary>Absolute; null = that of the first file.</summary>
    public string? ProjectDirectory { get; init; }
    /// <summary>null = COMPOSE_PROJECT_NAME, the file's name, or that of the directory.</summary>
    public string? ProjectName { get; init; }
    /// <summary>Absolute paths of files that take the place of .env in the project's directory.</summary>
    public IReadOnlyList<string> EnvironmentFiles { get; init; } = [];
    /// <summary>Profiles that are on; * = all.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];
    /// <summary>Services that are meant by name: they and what they depend on are on whatever their profiles are.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];
    /// <summary>The client's variables; they go before those of files.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }
}
