using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>An engine's images.</summary>
public interface IImageStore
{
    /// <summary>Images that fit the filters.</summary>
    Task<IReadOnlyList<ImageSummary>> ListAsync(ListImages? query = null, CancellationToken cancellation = default);

    /// <summary>Everything known of one image.</summary>
    Task<ImageInspection> InspectAsync(ImageReference image, CancellationToken cancellation = default);

    /// <summary>How it came about, newest step first.</summary>
    Task<IReadOnlyList<HistoryEntry>> HistoryAsync(ImageReference image, CancellationToken cancellation = default);

    /// <summary>Builds an image. Where the request's context is an archive, that is sent: a tar, plain or compressed.</summary>
    /// <param name="request">Without credentials and SSH agents of the client's: those who have them open the call themselves (<see cref="EngineLink.Open"/>).</param>
    /// <param name="archive">Its files; null where the context is none or remote.</param>
    /// <param name="progress">Told of <see cref="BuildStep"/> and <see cref="BuildOutput"/>.</param>
    /// <param name="cancellation">Ends the build.</param>
    Task<ImageBuilt> BuildAsync(BuildImage request, Stream? archive = null, IProgress<IItem>? progress = null, CancellationToken cancellation = default);

    /// <summary>Loads a docker-archive or OCI layout archive.</summary>
    Task<IReadOnlyList<ImageSummary>> LoadAsync(Stream archive, CancellationToken cancellation = default);

    /// <summary>Makes an image from a tar of a root file system.</summary>
    Task<IReadOnlyList<ImageSummary>> ImportAsync(Stream tar, ImportImage settings, CancellationToken cancellation = default);

    /// <summary>Images as one tar archive; dispose the stream when done. A fault is thrown by the first read.</summary>
    Task<Stream> SaveAsync(IReadOnlyList<ImageReference> images, CancellationToken cancellation = default);

    /// <summary>Gives an image one name more.</summary>
    Task TagAsync(ImageReference image, ImageReference name, CancellationToken cancellation = default);

    /// <summary>Removes a name and, with the last one, the image.</summary>
    Task<ImageRemoved> RemoveAsync(ImageReference image, bool force = false, CancellationToken cancellation = default);

    /// <summary>Removes images that no container uses.</summary>
    Task<ImagesPruned> PruneAsync(PruneImages? what = null, CancellationToken cancellation = default);

    /// <summary>Removes what builds keep for later ones.</summary>
    Task<BuildCachePruned> PruneBuildCacheAsync(PruneBuildCache? what = null, CancellationToken cancellation = default);

    /// <summary>Checks that the store is whole, and mends it where that is asked for.</summary>
    Task<ImagesVerified> VerifyAsync(VerifyImages? what = null, CancellationToken cancellation = default);

    /// <summary>Fetches an image for the engine's own platform.</summary>
    Task<IReadOnlyList<ImageSummary>> PullAsync(ImageReference image, CancellationToken cancellation = default);

    /// <summary>Fetches images from their registry.</summary>
    /// <param name="request">What to fetch, and what to show the registry.</param>
    /// <param name="progress">Told of <see cref="TransferBegan"/> and <see cref="TransferProgress"/>.</param>
    /// <param name="cancellation">Ends it; nothing is left behind.</param>
    Task<ImagesLoaded> PullAsync(PullImage request, IProgress<IItem>? progress = null, CancellationToken cancellation = default);

    /// <summary>Sends images to the registry that their names say; the parameters are those of a pull.</summary>
    Task<ImagesPushed> PushAsync(PushImage request, IProgress<IItem>? progress = null, CancellationToken cancellation = default);
}
