namespace ActorEngine.Contracts;

/// <summary>A project as a compose file describes it, with every name, path and variable resolved: what <see cref="RunProject"/> makes true. Compose specification.</summary>
/// <param name="Name">[a-z0-9][a-z0-9_-]*; containers are named NAME-SERVICE-NUMBER.</param>
public sealed record ProjectSettings(string Name)
{
    /// <summary>The project's directory on the client's host.</summary>
    public string WorkingDirectory { get; init => field = value ?? ""; } = "";
    /// <summary>Absolute paths of the files that it was read from.</summary>
    public IReadOnlyList<string> ConfigFiles { get; init => field = value ?? []; } = [];
    public IReadOnlyList<ServiceSettings> Services { get; init => field = value ?? []; } = [];
    public IReadOnlyList<ProjectNetwork> Networks { get; init => field = value ?? []; } = [];
    public IReadOnlyList<ProjectVolume> Volumes { get; init => field = value ?? []; } = [];
}

/// <summary>A network of a project.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="Create">How it is made; its name is the one that the engine knows.</param>
/// <param name="External">It was made by others: it must be there, and it stays.</param>
public sealed record ProjectNetwork(string Key, CreateNetwork Create, bool External = false);

/// <summary>A volume of a project.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="Create">How it is made; its name is the one that the engine knows.</param>
/// <param name="External">It was made by others: it must be there, and it stays.</param>
public sealed record ProjectVolume(string Key, CreateVolume Create, bool External = false);
