using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>
/// Makes a project what its settings say: networks, volumes and containers that are missing are made, containers whose settings or image differ are made
/// anew, and all are started in the order of their dependencies. The answer is a stream: <see cref="ProjectStep"/> items, then <see cref="ProjectInspection"/>.
/// </summary>
public sealed record RunProject(ProjectSettings Project) : ICommand
{
    /// <summary>Only these services, and what they depend on; empty = all. Others stay as they are.</summary>
    public IReadOnlyList<string> Services { get; init => field = value ?? []; } = [];
    /// <summary>Leave out what <see cref="Services"/> depend on; containers that are made then wait for nothing.</summary>
    public bool NoDependencies { get; init; }
    public RecreateChoice Recreate { get; init; }
    /// <summary>Remove containers of the project whose services are not in the settings any more.</summary>
    public bool RemoveOrphans { get; init; }
    /// <summary>Make the containers, and start none.</summary>
    public bool NoStart { get; init; }
    /// <summary>Seconds before SIGKILL where a container is stopped to be made anew; null = the container's.</summary>
    public int? TimeoutSeconds { get; init; }
    /// <summary>Answer when every container that has a health check is healthy.</summary>
    public bool Wait { get; init; }
}

/// <summary>Which containers <see cref="RunProject"/> makes anew.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecreateChoice>))]
public enum RecreateChoice
{
    /// <summary>Those whose settings or image differ.</summary>
    [JsonStringEnumMemberName("changed")] Changed,
    [JsonStringEnumMemberName("always")] Always,
    [JsonStringEnumMemberName("never")] Never,
}

/// <summary>Starts a project's containers in the order of their dependencies. The answer is a stream: <see cref="ProjectStep"/> items, then <see cref="Done"/>.</summary>
/// <param name="Name">The project's.</param>
public sealed record StartProject(string Name) : ICommand
{
    /// <summary>Only these services; empty = all.</summary>
    public IReadOnlyList<string> Services { get; init => field = value ?? []; } = [];
}

/// <summary>Stops a project's containers, what depends on others first. The answer is a stream: <see cref="ProjectStep"/> items, then <see cref="Done"/>.</summary>
/// <param name="Name">The project's.</param>
public sealed record StopProject(string Name) : ICommand
{
    /// <summary>Only these services; empty = all.</summary>
    public IReadOnlyList<string> Services { get; init => field = value ?? []; } = [];
    /// <summary>Seconds before SIGKILL; null = each container's.</summary>
    public int? TimeoutSeconds { get; init; }
}

/// <summary>
/// Stops and removes a project's containers, then its networks and the record of it; also of a project that was made by Docker's compose, whose containers
/// and networks its labels tell. The answer is a stream: <see cref="ProjectStep"/> items, then <see cref="Done"/>.
/// </summary>
/// <param name="Name">The project's.</param>
public sealed record RemoveProject(string Name) : ICommand
{
    /// <summary>Only these services; empty = all. Networks and the project stay where some are named.</summary>
    public IReadOnlyList<string> Services { get; init => field = value ?? []; } = [];
    /// <summary>Also the volumes of the project, and anonymous ones.</summary>
    public bool Volumes { get; init; }
    /// <summary>Also containers of the project that belong to no service of it.</summary>
    public bool RemoveOrphans { get; init; }
    /// <summary>Seconds before SIGKILL; null = each container's.</summary>
    public int? TimeoutSeconds { get; init; }
}

/// <summary>Lists projects by name, those of Docker's compose too. Answer: <see cref="ProjectList"/>.</summary>
public sealed record ListProjects : IQuery;

/// <summary>Answer to <see cref="ListProjects"/>.</summary>
public sealed record ProjectList(IReadOnlyList<ProjectInspection> Projects) : IReply;

/// <summary>What is known of one project. Answer: <see cref="ProjectInspection"/>.</summary>
public sealed record InspectProject(string Name) : IQuery;

/// <summary>A project and what its services do.</summary>
public sealed record ProjectInspection(string Name) : IReply
{
    public string WorkingDirectory { get; init => field = value ?? ""; } = "";
    public IReadOnlyList<string> ConfigFiles { get; init => field = value ?? []; } = [];
    /// <summary>The engine supervises it; false where only its containers' labels tell of it.</summary>
    public bool Supervised { get; init; }
    public IReadOnlyList<ServiceInspection> Services { get; init => field = value ?? []; } = [];
}

/// <summary>What one service does.</summary>
public sealed record ServiceInspection(string Name)
{
    public string Image { get; init => field = value ?? ""; } = "";
    /// <summary>Containers that there should be.</summary>
    public int Scale { get; init; }
    /// <summary>Containers that there are.</summary>
    public IReadOnlyList<ContainerSummary> Containers { get; init => field = value ?? []; } = [];
    /// <summary>Why the engine gave it up; empty while it has not.</summary>
    public string Failure { get; init => field = value ?? ""; } = "";
}

/// <summary>What is done to a part of a project now.</summary>
/// <param name="Kind">network, volume or container.</param>
/// <param name="Name">Its name.</param>
/// <param name="Action">create, start, stop or remove.</param>
public sealed record ProjectStep(string Kind, string Name, string Action, ProjectStepState State) : IItem
{
    public string? Error { get; init; }
}

/// <summary>States of <see cref="ProjectStep"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProjectStepState>))]
public enum ProjectStepState
{
    [JsonStringEnumMemberName("started")] Started,
    [JsonStringEnumMemberName("done")] Done,
    /// <summary>It was so already.</summary>
    [JsonStringEnumMemberName("unchanged")] Unchanged,
    [JsonStringEnumMemberName("failed")] Failed,
}
