using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Registry;

/// <summary>
/// Compresses layers that the store keeps as plain archives before they are sent, and remembers what came out of it: the same bytes go in again with the
/// next push. Safe for all threads.
/// </summary>
internal sealed class LayerCompressor(RegistrySettings settings)
{
    private const string DockerLayer = "application/vnd.docker.image.rootfs.diff.tar";
    private const int Block = 256 << 10, MostKnown = 10_000;
    private readonly ConcurrentDictionary<Digest, BlobDescriptor> known = new();

    /// <summary>Is it a layer without compression?</summary>
    public static bool IsPlain(BlobDescriptor layer) => layer.MediaType is MediaTypes.Layer or DockerLayer;

    /// <summary>What the layer was the last time; null where it was never compressed.</summary>
    public BlobDescriptor? Known(Digest layer) => known.GetValueOrDefault(layer);

    /// <summary>Compresses a layer with gzip into a spool, which the caller disposes.</summary>
    public async Task<(BlobDescriptor Blob, Spool Content)> CompressAsync(BlobDescriptor layer, Func<Stream> open, CancellationToken cancellation)
    {
        Spool spool = Spool.Create(settings.StateDirectory);
        try
        {
            await using (Stream plain = open())
            await using (var gzip = new GZipStream(spool.Input, CompressionLevel.Fastest, leaveOpen: true))
                await plain.CopyToAsync(gzip, Block, cancellation).ConfigureAwait(false);
            await spool.Input.FlushAsync(cancellation).ConfigureAwait(false);
            await using Stream written = spool.Open();
            Digest digest = new("sha256:" + Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancellation).ConfigureAwait(false)));
            var blob = new BlobDescriptor(digest, spool.Length, layer.MediaType == DockerLayer ? DockerLayer + ".gzip" : MediaTypes.Layer + "+gzip");
            if (known.Count < MostKnown) known[layer.Digest] = blob;
            return (blob, spool);
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }
}
