using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Projects;

/// <summary>
/// Decides whether a service has failed: more runs of its containers failed within the window than its policy puts up with, or one failed that its
/// restart policy does not start again. A run that was ended by a stop has not failed.
/// </summary>
internal sealed class ServicePolicy(FailurePolicy policy)
{
    private readonly Dictionary<ContainerId, int> counted = [], asked = [];
    private readonly Queue<DateTimeOffset> failures = new();

    /// <summary>Failed runs that count now.</summary>
    public int Failures => failures.Count;

    /// <summary>What is over already when the watching begins does not count.</summary>
    public void Begin(ContainerView view)
    {
        if (HasEnded(view) && !view.Recovering) counted[view.Id] = view.Run;
    }

    /// <summary>A container has changed.</summary>
    /// <returns>Why the service has failed; null while it has not.</returns>
    public string? Observe(ContainerView view, DateTimeOffset now)
    {
        if (view.Recovering) return null;
        if (view.Status is ContainerStatus.Stopping or ContainerStatus.Removing) asked[view.Id] = view.Run;
        if (!HasEnded(view) || counted.TryGetValue(view.Id, out int run) && run == view.Run) return null;
        counted[view.Id] = view.Run;
        if (view.Summary.Exit is not { Known: true, Code: not 0 } exit || asked.TryGetValue(view.Id, out int stopped) && stopped == view.Run) return null;
        failures.Enqueue(now);
        while (failures.Peek() < now - TimeSpan.FromSeconds(policy.WindowSeconds)) failures.Dequeue();
        string last = string.Create(CultureInfo.InvariantCulture, $"{view.Summary.Name} ended with exit code {exit.Code}");
        if (failures.Count > policy.Failures) return string.Create(CultureInfo.InvariantCulture, $"{failures.Count} runs failed within {policy.WindowSeconds} s; {last}");
        return GivesUp(view) ? $"{last}, and its restart policy does not start it again" : null;
    }

    /// <summary>The container is gone.</summary>
    public void Forget(ContainerId id)
    {
        counted.Remove(id);
        asked.Remove(id);
    }

    private static bool HasEnded(ContainerView view) => view.Status is ContainerStatus.Exited or ContainerStatus.Restarting or ContainerStatus.Dead;

    private static bool GivesUp(ContainerView view) => view.Status != ContainerStatus.Restarting && view.Inspection.Settings.Restart switch
    {
        { Condition: RestartCondition.No } => true,
        { Condition: RestartCondition.OnFailure, MaximumRetries: > 0 and var most } => view.Summary.RestartCount >= most,
        _ => false,
    };
}
