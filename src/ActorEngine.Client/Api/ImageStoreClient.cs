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

    public Task<IReadOnlyList<ImageSummary>> LoadAsync(Stream archive, CancellationToken cancellation) => SendAsync(new LoadImage(), archive, cancellation);

    public Task<IReadOnlyList<ImageSummary>> ImportAsync(Stream tar, ImportImage settings, CancellationToken cancellation) => SendAsync(settings, tar, cancellation);

    public Task<ImageRemoved> RemoveAsync(ImageReference image, bool force, CancellationToken cancellation) =>
        link.AskAsync<ImageRemoved>(new RemoveImage(image, force), cancellation);

    public async Task<IReadOnlyList<ImageSummary>> PullAsync(ImageReference image, CancellationToken cancellation) =>
        (await link.AskAsync<ImagesLoaded>(new PullImage(image), cancellation).ConfigureAwait(false)).Images;

    private async Task<IReadOnlyList<ImageSummary>> SendAsync(IMessage request, Stream content, CancellationToken cancellation) =>
        ((ImagesLoaded)await Upload.RunAsync(link, request, content, Block, cancellation).ConfigureAwait(false)).Images;
}
