using System.Net.Http.Headers;
using ActorEngine.Contracts;

namespace ActorEngine.Registry;

/// <summary>Sends one image: its blobs side by side, then the manifest under its tag.</summary>
/// <param name="progress">Told of each layer; called from many threads.</param>
internal sealed class ImagePush(RepositoryClient client, RegistrySettings settings, OpenedImage image, Action<TransferProgress> progress)
{
    /// <summary>What the registry calls it now.</summary>
    public async Task<PushedReference> RunAsync(CancellationToken cancellation)
    {
        ReferenceName name = ReferenceName.Parse(image.Name, out _)!;
        ImageManifest manifest = ImageManifest.Read(image.Manifest.ToArray(), null, null, $"manifest of {image.Name}");
        BlobDescriptor[] layers = [.. (manifest.Document.Layers ?? []).Select(ImageManifest.Blob).DistinctBy(blob => blob.Digest)];
        foreach (BlobDescriptor layer in layers) progress(new TransferProgress(layer.Digest, TransferPhase.Preparing) { Total = layer.Size });
        var options = new ParallelOptions { MaxDegreeOfParallelism = settings.ParallelUploads, CancellationToken = cancellation };
        await Parallel.ForEachAsync(layers, options, async (layer, stop) => await SendAsync(layer, progress, stop).ConfigureAwait(false)).ConfigureAwait(false);
        await SendAsync(ImageManifest.Blob(manifest.Document.Config!), _ => { }, cancellation).ConfigureAwait(false);
        await PutAsync(manifest, name.Tag ?? "latest", cancellation).ConfigureAwait(false);
        return new PushedReference(image.Name, manifest.Digest, manifest.Content.Length);
    }

    private async Task SendAsync(BlobDescriptor blob, Action<TransferProgress> tell, CancellationToken cancellation)
    {
        var upload = new BlobUpload(client, settings, blob, () => image.OpenBlob(blob.Digest), Mounts(blob.Digest),
            sent => tell(new TransferProgress(blob.Digest, TransferPhase.Pushing) { Current = sent, Total = blob.Size }));
        var (outcome, from) = await upload.RunAsync(cancellation).ConfigureAwait(false);
        TransferPhase phase = outcome switch { UploadOutcome.Exists => TransferPhase.Exists, UploadOutcome.Mounted => TransferPhase.Mounted, _ => TransferPhase.Pushed };
        tell(new TransferProgress(blob.Digest, phase) { Current = blob.Size, Total = blob.Size, Detail = from });
    }

    /// <summary>Paths of other repositories at this registry whose images have the layer.</summary>
    public static IEnumerable<string> MountsOf(OpenedImage image, Digest blob, string registry, string repository) =>
        (image.Repositories.GetValueOrDefault(blob) ?? [])
            .Where(other => other.StartsWith(registry + "/", StringComparison.Ordinal)).Select(other => other[(registry.Length + 1)..]).Where(path => path != repository);

    private IReadOnlyList<string> Mounts(Digest blob) => [.. MountsOf(image, blob, client.Registry, client.Repository)];

    private async Task PutAsync(ImageManifest manifest, string tag, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await client.SendAsync(HttpMethod.Put, client.PathOf($"manifests/{tag}"), cancellation, body: () => new ByteArrayContent(manifest.Content)
        {
            Headers = { ContentType = new MediaTypeHeaderValue(manifest.MediaType) },
        }).ConfigureAwait(false);
        await client.ExpectAsync(answer, $"manifest {client.Repository}:{tag}", cancellation).ConfigureAwait(false);
    }
}
