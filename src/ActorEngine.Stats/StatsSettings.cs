namespace ActorEngine.Stats;

/// <summary>How often containers are sampled.</summary>
public sealed record StatsSettings
{
    /// <summary>An answer is never older than this.</summary>
    public TimeSpan Freshness { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest time that a question waits for a round; past it, it is answered from the round before.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A round that takes longer is given up, and the next one begun.</summary>
    public TimeSpan LongestRound { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Background sampling, so that a single question has an interval to compute CPU percent over.</summary>
    public TimeSpan IdleInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Questions that may wait for one round of sampling; one more is answered Overloaded.</summary>
    public int MaximumWaiting { get; init; } = 512;
}
