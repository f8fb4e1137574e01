using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>What a dependency's state means to the start that waits for it: a function of the condition and of what readers see.</summary>
internal static class DependencyJudge
{
    /// <param name="name">Of the container that waits.</param>
    /// <param name="view">Of the one it waits for; null where there is none.</param>
    /// <param name="started">It was started for this very wait.</param>
    public static DependencyVerdict Judge(string name, ContainerDependency dependency, ContainerView? view, bool started)
    {
        if (view is null) return Fail(FaultCode.NotFound, name, dependency, "and there is no such container: make it, or make this one anew without it");
        if (view.Recovering) return new DependencyVerdict.Wait($"{dependency.Container} to be found again");
        return view.Status switch
        {
            ContainerStatus.Removing or ContainerStatus.Dead => Fail(FaultCode.Conflict, name, dependency, $"which is {ContainerDecisions.Word(view.Status)}"),
            ContainerStatus.Created or ContainerStatus.Exited => Down(name, dependency, view, started),
            ContainerStatus.Running or ContainerStatus.Pausing or ContainerStatus.Paused => Up(name, dependency, view),
            _ => Wait(dependency, false),
        };
    }

    private static DependencyVerdict Down(string name, ContainerDependency dependency, ContainerView view, bool started)
    {
        // Also one whose start failed; what came of a start that was made for this wait is told by its answer.
        if (view.Status == ContainerStatus.Created) return Wait(dependency, !started);
        ExitStatus exit = view.Summary.Exit ?? new ExitStatus(0);
        string how = exit.Known ? $"ended with exit code {exit.Code}" : "ended, and nobody knows how";
        return dependency.Condition switch
        {
            DependencyCondition.Completed when exit is { Known: true, Code: 0 } => new DependencyVerdict.Met(),
            DependencyCondition.Completed => Fail(FaultCode.Conflict, name, dependency, $"which {how}: see 'logs {dependency.Container}', and start it again"),
            _ when !started => Wait(dependency, true),
            DependencyCondition.Started => new DependencyVerdict.Met(),
            _ => Fail(FaultCode.Conflict, name, dependency, $"which {how} before it was healthy"),
        };
    }

    private static DependencyVerdict Up(string name, ContainerDependency dependency, ContainerView view) => dependency.Condition switch
    {
        DependencyCondition.Started => new DependencyVerdict.Met(),
        DependencyCondition.Completed => Wait(dependency, false),
        _ => view.Summary.Health switch
        {
            HealthStatus.Healthy => new DependencyVerdict.Met(),
            null => Fail(FaultCode.Conflict, name, dependency, $"which has no health check: give it one, or depend on {dependency.Container}:started"),
            // Its restart policy makes it anew.
            HealthStatus.Unhealthy when !view.Inspection.Settings.Restart.OnUnhealthy => Fail(FaultCode.Conflict, name, dependency, "which is unhealthy"),
            _ => Wait(dependency, false),
        },
    };

    private static DependencyVerdict.Wait Wait(ContainerDependency dependency, bool start) => new(
        dependency.Condition switch
        {
            DependencyCondition.Started => $"{dependency.Container} to run",
            DependencyCondition.Healthy => $"{dependency.Container} to be healthy",
            _ => $"{dependency.Container} to complete",
        },
        start);

    private static DependencyVerdict.Fail Fail(FaultCode code, string name, ContainerDependency dependency, string why) =>
        new(new Fault(code, $"Container {name} depends on {dependency.Container}, {why}.") { Field = "dependsOn" });
}
