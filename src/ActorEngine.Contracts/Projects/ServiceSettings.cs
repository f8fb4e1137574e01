using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>One service of a <see cref="ProjectSettings"/>: containers that are alike.</summary>
/// <param name="Name">As the file has it.</param>
/// <param name="Container">What each of its containers is made with.</param>
public sealed record ServiceSettings(string Name, ContainerSettings Container)
{
    /// <summary>How many containers.</summary>
    public int Scale { get; init; } = 1;
    /// <summary>The name of its only container; null = PROJECT-SERVICE-NUMBER.</summary>
    public string? ContainerName { get; init; }
    /// <summary>The image as it was when the project was sent; a container of another one is made anew.</summary>
    public Digest ImageId { get; init; }
    public IReadOnlyList<ServiceDependency> DependsOn { get; init => field = value ?? []; } = [];
    /// <summary>What a project keeps of them is not in its record: the engine writes them to its state directory once.</summary>
    public IReadOnlyList<ProjectFile> Files { get; init => field = value ?? []; } = [];
    public FailurePolicy OnFailure { get; init => field = value ?? new(); } = new();
}

/// <summary>A service that another one's containers wait for.</summary>
/// <param name="Service">Its name in the same project.</param>
public sealed record ServiceDependency(string Service, DependencyCondition Condition = DependencyCondition.Started)
{
    /// <summary>When the engine's user makes that one anew, the one that depends on it is started again.</summary>
    public bool Restart { get; init; }
}

/// <summary>What a project does about a service whose containers fail, beyond their own restart policies.</summary>
public sealed record FailurePolicy
{
    public FailureAction Action { get; init; }
    /// <summary>Failed runs within the window that are put up with.</summary>
    public int Failures { get; init; } = 5;
    /// <summary>Seconds.</summary>
    public int WindowSeconds { get; init; } = 60;
}

/// <summary>What follows when a service has failed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureAction>))]
public enum FailureAction
{
    /// <summary>It is marked failed; everything goes on.</summary>
    [JsonStringEnumMemberName("ignore")] Ignore,
    /// <summary>It is stopped, and so are the services that depend on it.</summary>
    [JsonStringEnumMemberName("stop-dependents")] StopDependents,
    /// <summary>All of the project is stopped.</summary>
    [JsonStringEnumMemberName("stop-project")] StopProject,
}
