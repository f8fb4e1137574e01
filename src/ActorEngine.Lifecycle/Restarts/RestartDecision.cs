using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>How restarts are spaced: doubling from First to Longest, beginning anew after a run of at least ResetAfter.</summary>
public sealed record BackoffSettings
{
    public TimeSpan First { get; init; } = TimeSpan.FromMilliseconds(100);
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(60);
    public TimeSpan ResetAfter { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>Restarts by policy since a person last started the container.</summary>
/// <param name="Count">How many.</param>
/// <param name="LastDelayMilliseconds">The pause before the last one; 0 = none yet.</param>
internal readonly record struct RestartHistory(int Count, long LastDelayMilliseconds);

/// <summary>A restart is due after a pause.</summary>
internal sealed record RestartPlan(TimeSpan Delay, RestartHistory History);

/// <summary>Restart policies as functions: the container's supervision strategy.</summary>
internal static class RestartDecision
{
    /// <summary>What follows an exit: a restart after a pause, or null.</summary>
    /// <param name="up">How long the run lasted.</param>
    /// <param name="stopWanted">A person stopped or killed it.</param>
    /// <param name="unhealthy">It was stopped since it was unhealthy.</param>
    public static RestartPlan? Next(
        RestartPolicy policy, ExitStatus exit, RestartHistory history, TimeSpan up, bool stopWanted, BackoffSettings backoff, bool unhealthy = false)
    {
        if (stopWanted || !(Wanted(policy, exit, history) || (unhealthy && EndsUnhealthy(policy, history)))) return null;
        long first = (long)backoff.First.TotalMilliseconds, longest = (long)backoff.Longest.TotalMilliseconds;
        bool fresh = history.LastDelayMilliseconds <= 0 || up >= backoff.ResetAfter;
        long delay = fresh ? first : Math.Min(history.LastDelayMilliseconds * 2, longest);
        delay = Math.Clamp(delay, Math.Min(first, longest), longest);
        return new RestartPlan(TimeSpan.FromMilliseconds(delay), new RestartHistory(history.Count + 1, delay));
    }

    /// <summary>Whether the start of the daemon starts a container that it finds exited, as Docker does.</summary>
    public static bool StartsWithDaemon(RestartPolicy policy, bool stopWanted) =>
        policy.Condition == RestartCondition.Always || (policy.Condition == RestartCondition.UnlessStopped && !stopWanted);

    /// <summary>Whether a container that became unhealthy is stopped to be started again; where the restarts are used up it is better unhealthy than gone.</summary>
    public static bool EndsUnhealthy(RestartPolicy policy, RestartHistory history) =>
        policy.OnUnhealthy && (policy.Condition != RestartCondition.OnFailure || IsLeft(policy, history));

    /// <summary>What is left of a pause after the daemon was away; never longer than the pause itself, whatever the clock did.</summary>
    public static TimeSpan Remaining(DateTimeOffset due, DateTimeOffset now, TimeSpan delay)
    {
        TimeSpan left = due - now;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left > delay ? delay : left;
    }

    private static bool Wanted(RestartPolicy policy, ExitStatus exit, RestartHistory history) => policy.Condition switch
    {
        RestartCondition.Always or RestartCondition.UnlessStopped => true,
        RestartCondition.OnFailure => exit.Code != 0 && IsLeft(policy, history),
        _ => false,
    };

    private static bool IsLeft(RestartPolicy policy, RestartHistory history) => policy.MaximumRetries == 0 || history.Count < policy.MaximumRetries;
}
