using System.Collections.Concurrent;
using System.Net.Http.Headers;
using ActorEngine.Contracts;

namespace ActorEngine.Registry;

/// <summary>Sends one image: its blobs side by side, then the manifest under its tag.</summary>
/// <param name="compressor">Compresses layers that are kept plain; null sends all as they are kept.</param>
/// <param name="progress">Told of each layer; called from many threads.</param>
internal sealed class ImagePush(RepositoryClient client, RegistrySettings settings, OpenedImage image, LayerCompressor? compressor, Action<TransferProgress> progress)
{
    private readonly ConcurrentDictionary<Digest, BlobDescriptor> compressed = new();

    /// <summary>What the registry calls it now, and the manifest that it has here.</summary>
    public async Task<(PushedReference Pushed, Digest Kept)> RunAsync(CancellationToken cancellation)
    {
        ReferenceName name = ReferenceName.Parse(image.Name, out _)!;
        ImageManifest kept = ImageManifest.Read(image.Manifest.ToArray(), null, null, $"manifest of {image.Name}");
        BlobDescriptor[] layers = [.. (kept.Document.Layers ?? []).Select(ImageManifest.Blob).DistinctBy(blob => blob.Digest)];
        foreach (BlobDescriptor layer in layers) progress(new TransferProgress(layer.Digest, TransferPhase.Preparing) { Total = layer.Size });
        var options = new ParallelOptions { MaxDegreeOfParallelism = settings.ParallelUploads, CancellationToken = cancellation };
        await Parallel.ForEachAsync(layers, options, async (layer, stop) => await SendLayerAsync(layer, stop).ConfigureAwait(false)).ConfigureAwait(false);
        BlobDescriptor configuration = ImageManifest.Blob(kept.Document.Config!);
        await SendAsync(configuration, configuration, () => image.OpenBlob(configuration.Digest), _ => { }, cancellation).ConfigureAwait(false);
        ImageManifest sent = kept.WithLayers(compressed);
        await client.PutManifestAsync(sent, name.Tag ?? "latest", cancellation).ConfigureAwait(false);
        return (new PushedReference(image.Name, sent.Digest, sent.Content.Length), kept.Digest);
    }

    /// <summary>Paths of other repositories at this registry whose images have the layer.</summary>
    public static IEnumerable<string> MountsOf(OpenedImage image, Digest blob, string registry, string repository) =>
        (image.Repositories.GetValueOrDefault(blob) ?? [])
            .Where(other => other.StartsWith(registry + "/", StringComparison.Ordinal)).Select(other => other[(registry.Length + 1)..]).Where(path => path != repository);

    private async Task SendLayerAsync(BlobDescriptor layer, CancellationToken cancellation)
    {
        if (compressor is null || !LayerCompressor.IsPlain(layer))
        {
            await SendAsync(layer, layer, () => image.OpenBlob(layer.Digest), progress, cancellation).ConfigureAwait(false);
            return;
        }

        if (compressor.Known(layer.Digest) is { } known && await client.HasBlobAsync(known, cancellation).ConfigureAwait(false))
        {
            compressed[layer.Digest] = known;
            progress(new TransferProgress(layer.Digest, TransferPhase.Exists) { Current = known.Size, Total = known.Size });
            return;
        }

        var (blob, content) = await compressor.CompressAsync(layer, () => image.OpenBlob(layer.Digest), cancellation).ConfigureAwait(false);
        using (content)
        {
            compressed[layer.Digest] = blob;
            await SendAsync(layer, blob, content.Open, progress, cancellation).ConfigureAwait(false);
        }
    }

    /// <param name="shown">The layer as the user knows it.</param>
    private async Task SendAsync(BlobDescriptor shown, BlobDescriptor blob, Func<Stream> open, Action<TransferProgress> tell, CancellationToken cancellation)
    {
        var upload = new BlobUpload(client, settings, blob, open, Mounts(shown.Digest),
            sent => tell(new TransferProgress(shown.Digest, TransferPhase.Pushing) { Current = sent, Total = blob.Size }));
        var (outcome, from) = await upload.RunAsync(cancellation).ConfigureAwait(false);
        TransferPhase phase = outcome switch { UploadOutcome.Exists => TransferPhase.Exists, UploadOutcome.Mounted => TransferPhase.Mounted, _ => TransferPhase.Pushed };
        tell(new TransferProgress(shown.Digest, phase) { Current = blob.Size, Total = blob.Size, Detail = from });
    }

    private IReadOnlyList<string> Mounts(Digest blob) => [.. MountsOf(image, blob, client.Registry, client.Repository)];
}
