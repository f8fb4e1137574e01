using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Images that somebody reads: their blobs are pinned until this is disposed.</summary>
internal sealed class ImageLease(ContentPins pins, IReadOnlyList<string> pinned, ImagesOpened opened) : IDisposable
{
    private const int MostRepositories = 5;

    public ImagesOpened Opened => opened;

    /// <summary>Pins and reads the manifests. Blocks.</summary>
    /// <exception cref="FaultException">A blob is gone.</exception>
    public static ImageLease Take(ImageStore store, ImageCatalog catalog, IReadOnlyList<KeyValuePair<string, ImageRecord>> images)
    {
        List<string> pinned = [];
        try
        {
            foreach (Digest blob in images.SelectMany(image => image.Value.Blobs).Distinct())
            {
                string path = store.Layout.Blob(blob);
                if (!store.Pins.TryPin(path)) throw new FaultException(FaultCode.NotFound, $"The blob {blob} of the image is not in the store any more.");
                pinned.Add(path);
            }

            return new ImageLease(store.Pins, pinned, new ImagesOpened([.. images.Select(image => Open(store, catalog, image.Key, image.Value))]));
        }
        catch
        {
            foreach (string path in pinned) store.Pins.Release(path);
            throw;
        }
    }

    public void Dispose()
    {
        foreach (string path in pinned) pins.Release(path);
    }

    private static OpenedImage Open(ImageStore store, ImageCatalog catalog, string name, ImageRecord image) => new(name, File.ReadAllBytes(store.Layout.Blob(image.Manifest)))
    {
        OpenBlob = blob => new FileStream(store.Layout.Blob(blob), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan | FileOptions.Asynchronous),
        Repositories = image.Layers.Select(layer => layer.Blob).Distinct().ToDictionary(blob => blob, blob => Repositories(catalog, blob)),
    };

    private static IReadOnlyList<string> Repositories(ImageCatalog catalog, Digest blob) =>
        [.. catalog.Visible.Where(image => image.Layers.Any(layer => layer.Blob == blob))
            .SelectMany(image => catalog.Names.Where(name => name.Value == image.Id))
            .Select(name => ImageCatalog.Repository(name.Key)).Distinct().Take(MostRepositories)];
}
