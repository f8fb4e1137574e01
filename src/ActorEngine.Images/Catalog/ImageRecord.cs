using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>One layer of an image.</summary>
/// <param name="DiffId">Digest of its tar, uncompressed.</param>
/// <param name="ChainId">Digest that stands for it and all layers below (image-spec config.md, "Layer ChainID"): names its unpacked directory.</param>
/// <param name="Blob">Digest of its tar as it came.</param>
/// <param name="BlobSize">Bytes of the blob.</param>
/// <param name="Size">Bytes of its regular files.</param>
internal sealed record LayerRecord(Digest DiffId, Digest ChainId, Digest Blob, long BlobSize, string MediaType, long Size);

/// <summary>An image the store holds.</summary>
/// <param name="Id">Digest of its configuration.</param>
/// <param name="Manifest">Digest of its OCI manifest.</param>
internal sealed record ImageRecord(Digest Id, Digest Manifest, IReadOnlyList<LayerRecord> Layers, ImageDocument Document)
{
    /// <summary>Removed by force while stopped containers use it: no longer shown, gone with the last of them.</summary>
    public bool IsHidden { get; init; }

    /// <summary>When it was last given a name; null where it never was.</summary>
    public DateTimeOffset? TaggedAt { get; init; }

    public long Size => Layers.Sum(layer => layer.Size);

    /// <summary>Every blob that must stay while the image does.</summary>
    public IEnumerable<Digest> Blobs => Layers.Select(layer => layer.Blob).Append(Id).Append(Manifest);
}
