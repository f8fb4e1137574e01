using ActorEngine.Contracts;
using ActorEngine.Logs;
using Akka.Actor;

namespace ActorEngine.LogDrivers;

/// <summary>What the composition root gives the logs' actor.</summary>
public sealed record LogServices
{
    public required LogDefaults Defaults { get; init; }

    public required LogDeliveries Deliveries { get; init; }

    /// <summary>The engine's watch over log directories.</summary>
    public required LogWatch Watch { get; init; }

    /// <summary>Takes PublishEvent.</summary>
    public required IActorRef Events { get; init; }

    /// <summary>All containers that are known now; must not block.</summary>
    public required Func<IEnumerable<ContainerView>> Containers { get; init; }

    /// <summary>A container that is known now.</summary>
    public required Func<ContainerId, ContainerView?> Find { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the actors write the state that <c>tree</c> shows.</summary>
    public ActorStates States { get; init; } = new();

    /// <summary>Makes receivers; tests put their own here.</summary>
    internal Func<ContainerView, LogPlan, ILogSink>? Sinks { get; init; }
}
