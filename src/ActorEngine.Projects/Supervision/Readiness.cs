using ActorEngine.Contracts;

namespace ActorEngine.Projects;

/// <summary>Whether a project's containers are up and well, for those who wait for it.</summary>
internal static class Readiness
{
    /// <returns>null while it is not known; a fault where it will not become so; else <see cref="Done"/>.</returns>
    public static IReply? Of(IReadOnlyList<ContainerView> views)
    {
        bool ready = true;
        foreach (var view in views)
        {
            switch (view.Status)
            {
                case ContainerStatus.Exited when view.Summary.Exit is { Known: true, Code: 0 }: break;
                case ContainerStatus.Exited or ContainerStatus.Dead: return new Fault(FaultCode.Conflict, $"Container {view.Summary.Name} has ended: see 'logs {view.Summary.Name}'.");
                case ContainerStatus.Running when view.Summary.Health == HealthStatus.Unhealthy: return new Fault(FaultCode.Conflict, $"Container {view.Summary.Name} is unhealthy.");
                case ContainerStatus.Running: ready &= view.Summary.Health is null or HealthStatus.Healthy; break;
                default: ready = false; break;
            }
        }

        return ready ? new Done() : null;
    }
}
