using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>What is known of a container's health, with Docker's rules for what a probe changes. Immutable.</summary>
internal sealed record HealthRecord(HealthStatus Status, int FailingStreak)
{
    /// <summary>Results that are kept.</summary>
    public const int LogLength = 5;

    /// <summary>Just started.</summary>
    public static readonly HealthRecord Fresh = new(HealthStatus.Starting, 0);

    public IReadOnlyList<HealthResult> Log { get; init; } = [];

    /// <summary>After a probe.</summary>
    /// <param name="sinceStart">How long the container ran when the probe began.</param>
    public HealthRecord After(HealthResult result, HealthPlan plan, TimeSpan sinceStart)
    {
        IReadOnlyList<HealthResult> log = [.. Log.Skip(Math.Max(0, Log.Count - LogLength + 1)), result];
        if (result.ExitCode == 0) return new HealthRecord(HealthStatus.Healthy, 0) { Log = log };
        // A container that was never well is given its time.
        if (Status == HealthStatus.Starting && sinceStart < plan.StartPeriod) return this with { Log = log };
        int streak = FailingStreak + 1;
        return new HealthRecord(streak >= plan.Retries ? HealthStatus.Unhealthy : Status, streak) { Log = log };
    }
}
