using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>
/// The health check of a watched container has another answer. Told of changes only: how it is now says
/// <see cref="ContainerStateInfo.Health"/> of its inspection.
/// </summary>
public sealed record HealthChanged(ContainerRef Container, HealthStatus Status)
{
    private const string Action = "health_status: ";

    internal static HealthChanged? Read(ContainerRef container, EngineEvent happened) =>
        happened.Action.StartsWith(Action, StringComparison.Ordinal) && Enum.TryParse(happened.Action[Action.Length..], ignoreCase: true, out HealthStatus status)
            ? new HealthChanged(container, status)
            : null;
}
