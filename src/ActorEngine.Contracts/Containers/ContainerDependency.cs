using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>A container that another one's starts wait for.</summary>
/// <param name="Container">As it was named. Looked up at each start, so that a container that was made anew under the name takes the place of the old one.</param>
public sealed record ContainerDependency(ContainerReference Container, DependencyCondition Condition = DependencyCondition.Started)
{
    /// <summary>Who that was at the creation; meant where nobody has the name any more. Set by the engine.</summary>
    public ContainerId Id { get; init; }
}

/// <summary>What is awaited of a <see cref="ContainerDependency"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DependencyCondition>))]
public enum DependencyCondition
{
    /// <summary>It runs.</summary>
    [JsonStringEnumMemberName("started")] Started,
    /// <summary>It runs and its health check says that it is well.</summary>
    [JsonStringEnumMemberName("healthy")] Healthy,
    /// <summary>Its last run ended with exit code 0.</summary>
    [JsonStringEnumMemberName("completed")] Completed,
}
