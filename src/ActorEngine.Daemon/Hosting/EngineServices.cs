using ActorEngine.Contracts;
using ActorEngine.Lifecycle;
using ActorEngine.LogDrivers;
using ActorEngine.Logs;
using ActorEngine.Networking;
using ActorEngine.Oci;
using ActorEngine.Stats;
using ActorEngine.Volumes;

namespace ActorEngine.Daemon;

/// <summary>What requests may use; thread-safe.</summary>
internal sealed class EngineServices
{
    private CounterReader? counters;

    public required EngineOptions Options { get; init; }
    public required EngineSettings Settings { get; init; }
    public required ContainerProjection Containers { get; init; }
    public required NetworkProjection Networks { get; init; }
    public required VolumeProjection Volumes { get; init; }
    public required LogDeliveries Logs { get; init; }
    public required ActorStates States { get; init; }
    public required RuntimeRegistry Runtimes { get; init; }
    public required HostFacts Host { get; init; }
    public required EngineIdentity Identity { get; init; }
    public required Authorization Authorization { get; init; }

    /// <summary>One watch for the log followers of all clients.</summary>
    public required LogWatch LogWatch { get; init; }

    /// <summary>Tells code outside the actors of changed containers.</summary>
    public ContainerWatch ContainerWatch { get; } = new();

    /// <summary>Other engines.</summary>
    public NodeTable Nodes { get; } = new();

    /// <summary>What holds for Docker clients.</summary>
    public required GatewayPolicy DockerClients { get; init; }

    /// <summary>Made with the first line: an engine that serves nobody over the network or through the gateway has none.</summary>
    public required Lazy<AuditLog> Audit { get; init; }

    public EngineActors Actors { get; } = new();

    /// <summary>Reads what the kernel counts of containers.</summary>
    public CounterReader Counters => LazyInitializer.EnsureInitialized(ref counters, () => new CounterReader(Host.Cgroups, Time));

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The longest time that an <see cref="AwaitRecovery"/> is waited for.</summary>
    public TimeSpan RecoveryPatience => Settings.Lifecycle.RecoveryPatience + TimeSpan.FromSeconds(1);

    /// <summary>True where a request reads or feeds a container of which only what was noted last is known.</summary>
    public bool MustAwaitRecovery(IMessage request) => request is IContainerMessage about && RouteTable.Of(request) == Destination.Request
        && Containers.Resolve(about.Container, out _) is { Recovering: true };

    /// <summary>What a subject may.</summary>
    public AccessRules RulesFor(RemoteSubject subject) =>
        new(subject, reference => (Containers.Resolve(reference, out var fault), fault ?? ContainerQueries.Missing(fault, reference)), () => Containers.All);

    /// <summary>An inspection with what others than its actor know: networks, ports, volumes, log drivers, and what it would run by where it has not run yet.</summary>
    public ContainerInspection Whole(ContainerInspection inspection)
    {
        var whole = Logs.With(Volumes.With(Networks.With(inspection)));
        return whole.Runtime is { Length: > 0 } and not "auto" ? whole : whole with { Runtime = Runtimes.DefaultName };
    }

    /// <summary>The view of a container.</summary>
    /// <exception cref="FaultException">There is no such container, or the reference is ambiguous.</exception>
    public ContainerView Resolve(ContainerReference reference) =>
        Containers.Resolve(reference, out var fault) ?? throw new FaultException(ContainerQueries.Missing(fault, reference));
}
