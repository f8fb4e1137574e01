namespace ActorEngine.Stats;

/// <summary>How often containers are sampled.</summary>
public sealed record StatsSettings
{
    /// <summary>An answer is never older than this.</summary>
    public TimeSpan Freshness { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Background sampling, so that a single question has an interval to compute CPU percent over.</summary>
    public TimeSpan IdleInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Questions that may wait for one round of sampling; one more is answered Overloaded.</summary>
    public int MaximumWaiting { get; init; } = 512;
}
