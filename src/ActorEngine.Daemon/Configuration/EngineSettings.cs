using ActorEngine.Events;
using ActorEngine.Images;
using ActorEngine.Lifecycle;
using ActorEngine.Oci;
using ActorEngine.Registry;
using ActorEngine.Stats;

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
    public required RegistrySettings Registries { get; init; }
    public required EventSettings Events { get; init; }
    public required StatsSettings Stats { get; init; }
    public RemoteSettings Remote { get; init; } = new();
}
