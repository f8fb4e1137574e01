using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Volumes;

/// <summary>The volumes' part of the engine's configuration; the daemon fills it from HOCON.</summary>
public sealed record VolumeSettings
{
    /// <summary>Volumes are kept below <c>volumes/</c> in it.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Where plugins have their sockets, NAME.sock, or say where these are, NAME.spec.</summary>
    public IReadOnlyList<string> PluginDirectories { get; init; } = [];

    /// <summary>Longest time for one answer of a plugin.</summary>
    public TimeSpan PluginTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time for mounting a volume's own file system, such as one of a server.</summary>
    public TimeSpan MountTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Volumes at the same time.</summary>
    public int MaximumVolumes { get; init; } = 100_000;
}

/// <summary>What the composition root gives the volumes' actor.</summary>
public sealed record VolumeServices
{
    public required VolumeSettings Settings { get; init; }
    public required VolumeProjection Projection { get; init; }

    /// <summary>Takes PublishEvent.</summary>
    public required IActorRef Events { get; init; }

    /// <summary>Answers TakeLease, DropLease, ReadImage and FindLayers, for mounts of images.</summary>
    public IActorRef Images { get; init; } = ActorRefs.Nobody;

    /// <summary>The container that a reference means, or a fault.</summary>
    public required Func<ContainerReference, (ContainerView? View, Fault? Fault)> FindContainer { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the actor writes the state that <c>tree</c> shows.</summary>
    public ActorStates States { get; init; } = new();

    /// <summary>The machine; tests put their own here.</summary>
    internal IVolumeHost? Host { get; init; }

    /// <summary>Names of anonymous volumes.</summary>
    internal Func<string> NewName { get; init; } = () => ContainerId.New().Value;
}
