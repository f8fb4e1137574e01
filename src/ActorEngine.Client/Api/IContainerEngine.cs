using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Client;

/// <summary>
/// One container engine, wherever it runs. Every call waits up to the options' patience for a session, and throws an <see cref="EngineException"/> where the
/// engine says no or cannot be reached. Thread-safe. Disposing ends the link and leaves containers alone.
/// </summary>
public interface IContainerEngine : IAsyncDisposable
{
    /// <summary>The link: its state, and calls in messages of the contract.</summary>
    EngineLink Link { get; }

    /// <summary>Images of the engine.</summary>
    IImageStore Images { get; }

    /// <summary>Networks of the engine.</summary>
    INetworkStore Networks { get; }

    /// <summary>Volumes of the engine.</summary>
    IVolumeStore Volumes { get; }

    /// <summary>Registries, as the engine reaches them.</summary>
    IRegistryAccess Registries { get; }

    /// <summary>Projects of services that the engine supervises.</summary>
    IProjectStore Projects { get; }

    /// <summary>A container by its id; asks nothing.</summary>
    ContainerRef Container(ContainerId id);

    /// <summary>A container by id, unique prefix of one, or name.</summary>
    Task<ContainerRef> FindAsync(ContainerReference reference, CancellationToken cancellation = default);

    /// <summary>Makes a container without starting it. Asked again by the client itself where the link is lost: never made twice.</summary>
    Task<ContainerRef> CreateAsync(ContainerSettings settings, string? name = null, CancellationToken cancellation = default);

    /// <summary>
    /// Makes a container under an operation id of the caller's. Asked again with the same id, after an exception that leaves the outcome open or by a caller that has
    /// begun anew, it gives the container that was made before, as long as that exists.
    /// </summary>
    Task<ContainerRef> CreateAsync(CreateContainer creation, CancellationToken cancellation = default);

    /// <summary>Makes a container and starts it.</summary>
    Task<ContainerRef> RunAsync(ContainerSettings settings, string? name = null, CancellationToken cancellation = default);

    /// <summary>Containers, newest first; those that run where nothing else is asked.</summary>
    Task<IReadOnlyList<ContainerSummary>> ListAsync(ListContainers? query = null, CancellationToken cancellation = default);

    /// <summary>Removes containers that do not run: those that fit the filters.</summary>
    Task<ContainersPruned> PruneContainersAsync(PruneContainers? what = null, CancellationToken cancellation = default);

    /// <summary>Removes what nothing uses: containers that do not run, images, what builds keep.</summary>
    Task<SystemPruned> PruneAsync(PruneSystem? what = null, CancellationToken cancellation = default);

    /// <summary>What the engine keeps on the disk.</summary>
    Task<DiskUsage> DiskUsageAsync(CancellationToken cancellation = default);

    /// <summary>Events from a cursor on, or from now; goes on over restarts of the engine without a gap or a repetition.</summary>
    IAsyncEnumerable<EngineEvent> EventsAsync(SubscribeEvents? query = null, CancellationToken cancellation = default);

    /// <summary>Resource use, one sample a second.</summary>
    IAsyncEnumerable<StatsSnapshot> StatsAsync(IReadOnlyList<ContainerReference>? containers = null, CancellationToken cancellation = default);

    /// <summary>Facts about the engine and its host.</summary>
    Task<EngineInfo> InfoAsync(CancellationToken cancellation = default);

    /// <summary>The engine's versions.</summary>
    Task<EngineVersion> VersionAsync(CancellationToken cancellation = default);

    /// <summary>The engine's actor tree.</summary>
    Task<ActorTree> TreeAsync(CancellationToken cancellation = default);

    /// <summary>Other nodes that the engine reaches.</summary>
    Task<IReadOnlyList<NodeSummary>> NodesAsync(CancellationToken cancellation = default);

    /// <summary>The actor is told <see cref="NodeReachable"/> and <see cref="NodeUnreachable"/>, now and on every change, until it stops.</summary>
    void SubscribeLink(IActorRef subscriber);

    /// <summary>The actor is told no more.</summary>
    void UnsubscribeLink(IActorRef subscriber);
}
