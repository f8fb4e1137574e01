using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>The image verbs as calls of a link.</summary>
internal sealed class ImageStoreClient(EngineLink link) : IImageStore
{
    private const int Block = 64 << 10;

    public async Task<IReadOnlyList<ImageSummary>> ListAsync(ListImages? query, CancellationToken cancellation) =>
        (await link.AskAsync<ImageList>(query ?? new ListImages(), cancellation).ConfigureAwait(false)).Images;

    public Task<ImageInspection> InspectAsync(ImageReference image, CancellationToken cancellation) =>
        link.AskAsync<ImageInspection>(new InspectImage(image), cancellation);

    public async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(ImageReference image, CancellationToken cancellation) =>
        (await link.AskAsync<ImageHistory>(new GetImageHistory(image), cancellation).ConfigureAwait(false)).Entries;

    public async Task<ImageBuilt> BuildAsync(BuildImage request, Stream? archive, IProgress<IItem>? progress, CancellationToken cancellation)
    {
        if (request is { GivesCredentials: true } or { SshAgents.Count: > 0 }) throw new ArgumentException("Only who opens the call itself can answer for credentials and SSH agents.", nameof(request));
        if (request.Export is not (BuildExport.Image or BuildExport.CacheOnly)) throw new ArgumentException("Only who opens the call itself can take an archive of the result; save the image instead.", nameof(request));
        if (archive is null != request.Context is BuildContextKind.None or BuildContextKind.Remote) throw new ArgumentException($"A context of the kind {request.Context} is sent otherwise.", nameof(archive));
        return (ImageBuilt)await Upload.RunAsync(link, request, archive ?? Stream.Null, Block, cancellation, progress).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<ImageSummary>> LoadAsync(Stream archive, CancellationToken cancellation) => SendAsync(new LoadImage(), archive, cancellation);

    public Task<IReadOnlyList<ImageSummary>> ImportAsync(Stream tar, ImportImage settings, CancellationToken cancellation) => SendAsync(settings, tar, cancellation);

    public async Task<Stream> SaveAsync(IReadOnlyList<ImageReference> images, CancellationToken cancellation) =>
        await CallStream.OpenAsync(link, new SaveImages(images), cancellation).ConfigureAwait(false);

    public Task TagAsync(ImageReference image, ImageReference name, CancellationToken cancellation) => link.AskAsync<Done>(new TagImage(image, name), cancellation);

    public Task<ImageRemoved> RemoveAsync(ImageReference image, bool force, CancellationToken cancellation) =>
        link.AskAsync<ImageRemoved>(new RemoveImage(image, force), cancellation);

    public async Task<IReadOnlyList<ImageSummary>> PullAsync(ImageReference image, CancellationToken cancellation) =>
        (await link.AskAsync<ImagesLoaded>(new PullImage(image), cancellation).ConfigureAwait(false)).Images;

    public async Task<ImagesLoaded> PullAsync(PullImage request, IProgress<IItem>? progress, CancellationToken cancellation) =>
        (ImagesLoaded)await Upload.RunAsync(link, request, Stream.Null, Block, cancellation, progress).ConfigureAwait(false);

    public async Task<ImagesPushed> PushAsync(PushImage request, IProgress<IItem>? progress, CancellationToken cancellation) =>
        (ImagesPushed)await Upload.RunAsync(link, request, Stream.Null, Block, cancellation, progress).ConfigureAwait(false);

    public Task<ImagesPruned> PruneAsync(PruneImages? what, CancellationToken cancellation) => link.AskAsync<ImagesPruned>(what ?? new PruneImages(), cancellation);

    public Task<BuildCachePruned> PruneBuildCacheAsync(PruneBuildCache? what, CancellationToken cancellation) =>
        link.AskAsync<BuildCachePruned>(what ?? new PruneBuildCache(), cancellation);

    public Task<ImagesVerified> VerifyAsync(VerifyImages? what, CancellationToken cancellation) => link.AskAsync<ImagesVerified>(what ?? new VerifyImages(), cancellation);

    private async Task<IReadOnlyList<ImageSummary>> SendAsync(IMessage request, Stream content, CancellationToken cancellation) =>
        ((ImagesLoaded)await Upload.RunAsync(link, request, content, Block, cancellation).ConfigureAwait(false)).Images;
}
