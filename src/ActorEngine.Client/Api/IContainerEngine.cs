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

    /// <summary>The actor is told <see cref="NodeReachable"/> and <see cref="NodeUnreachable"/>, now and on every change, until it stops.</summary>
    void SubscribeLink(IActorRef subscriber);

    /// <summary>The actor is told no more.</summary>
    void UnsubscribeLink(IActorRef subscriber);
}

/// <summary>An engine's images.</summary>
public interface IImageStore
{
    /// <summary>Images that fit the filters.</summary>
    Task<IReadOnlyList<ImageSummary>> ListAsync(ListImages? query = null, CancellationToken cancellation = default);

    /// <summary>Everything known of one image.</summary>
    Task<ImageInspection> InspectAsync(ImageReference image, CancellationToken cancellation = default);

    /// <summary>Loads a docker-archive or OCI layout archive.</summary>
    Task<IReadOnlyList<ImageSummary>> LoadAsync(Stream archive, CancellationToken cancellation = default);

    /// <summary>Makes an image from a tar of a root file system.</summary>
    Task<IReadOnlyList<ImageSummary>> ImportAsync(Stream tar, ImportImage settings, CancellationToken cancellation = default);

    /// <summary>Removes a name and, with the last one, the image.</summary>
    Task<ImageRemoved> RemoveAsync(ImageReference image, bool force = false, CancellationToken cancellation = default);

    /// <summary>Fetches an image, where the engine can.</summary>
    Task<IReadOnlyList<ImageSummary>> PullAsync(ImageReference image, CancellationToken cancellation = default);
}
