using ActorEngine.Builder;
using ActorEngine.Events;
using ActorEngine.Images;
using ActorEngine.Lifecycle;
using ActorEngine.LogDrivers;
using ActorEngine.Networking;
using ActorEngine.Oci;
using ActorEngine.Registry;
using ActorEngine.Stats;
using ActorEngine.Volumes;

namespace ActorEngine.Daemon;

/// <summary>The whole configuration, checked.</summary>
internal sealed record EngineSettings
{
    public required string LogLevel { get; init; }
    public required string Group { get; init; }
    public required LifecycleSettings Lifecycle { get; init; }
    public required BundleDefaults Bundles { get; init; }
    public required RuntimeSettings Runtimes { get; init; }
    public required ImageStoreSettings Images { get; init; }
    public required BuilderSettings Builder { get; init; }
    public required NetworkSettings Networks { get; init; }
    public required VolumeSettings Volumes { get; init; }
    public required LogDefaults Logs { get; init; }
    /// <summary>Between two sweeps of the image store.</summary>
    public required TimeSpan SweepInterval { get; init; }

    public required RegistrySettings Registries { get; init; }
    public required EventSettings Events { get; init; }
    public required StatsSettings Stats { get; init; }
    public RemoteSettings Remote { get; init; } = new();
    public GatewaySettings Gateway { get; init; } = new();
}
