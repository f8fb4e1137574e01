using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>What the lifecycle asks those who know the log drivers; by default there is only the shim's own log.</summary>
public sealed record LogHooks
{
    /// <summary>Settings as a new container keeps them, defaults filled in.</summary>
    public Func<ContainerSettings, LogSettings> Settle { get; init; } = settings => settings.Log;

    /// <summary>Refuses what is asked of a log; null when it can be had.</summary>
    public Func<LogSettings, Fault?> Check { get; init; } = _ => null;

    /// <summary>Completes when the log of a container that is being removed needs its files no more, within a bound of its own.</summary>
    public Func<ContainerView, CancellationToken, Task> DrainAsync { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>That bound.</summary>
    public TimeSpan DrainLimit { get; init; }
}
