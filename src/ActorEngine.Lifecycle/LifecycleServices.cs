using ActorEngine.Contracts;
using ActorEngine.Oci;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>What the composition root gives the lifecycle actors.</summary>
public sealed record LifecycleServices
{
    public required LifecycleSettings Settings { get; init; }
    public required ContainerProjection Projection { get; init; }

    /// <summary>Answers PrepareSnapshot, FindSnapshot, RemoveSnapshot and DiffSnapshot.</summary>
    public required IActorRef Images { get; init; }

    /// <summary>Answers AttachNetworks; takes DetachNetworks, ForgetNetworks and SweepNetworks.</summary>
    public IActorRef Networks { get; init; } = ActorRefs.Nobody;

    /// <summary>Refuses what settings ask of the network; null when it can be had.</summary>
    public Func<ContainerSettings, Fault?> CheckNetwork { get; init; } = _ => null;

    /// <summary>Adds what the networks know to an inspection.</summary>
    public Func<ContainerInspection, ContainerInspection> WithNetworks { get; init; } = inspection => inspection;

    /// <summary>Answers ClaimVolumes, MountVolumes and ForgetVolumes; takes UnmountVolumes and SweepVolumes.</summary>
    public IActorRef Volumes { get; init; } = ActorRefs.Nobody;

    /// <summary>Where the volumes of a container are mounted in it.</summary>
    public Func<ContainerId, IReadOnlyList<string>> MountTargets { get; init; } = _ => [];

    /// <summary>Log drivers.</summary>
    public LogHooks Logs { get; init; } = new();

    /// <summary>Takes PublishEvent, and answers it where that is asked for.</summary>
    public required IActorRef Events { get; init; }
    public required RuntimeRegistry Runtimes { get; init; }
    public required HostFacts HostFacts { get; init; }
    public BundleDefaults Bundles { get; init; } = new();
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where actors write the state that <c>tree</c> shows.</summary>
    public ActorStates States { get; init; } = new();

    /// <summary>The machine; tests put their own here.</summary>
    internal IContainerHost? Host { get; init; }

    /// <summary>Chooses generated names.</summary>
    internal Random Random { get; init; } = Random.Shared;
}
