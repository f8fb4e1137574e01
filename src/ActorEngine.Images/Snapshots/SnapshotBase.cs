using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>What a snapshot is to stand on: an image, the layers of a chain, or nothing.</summary>
internal static class SnapshotBase
{
    private const string ChainPrefix = "chain@", Nothing = "scratch";

    /// <summary>The record of a new snapshot, or the fault that says what is missing.</summary>
    public static (SnapshotRecord? Record, Fault? Fault) Resolve(ImageCatalog catalog, ImageReference reference)
    {
        string text = reference.Value.Trim();
        if (text == Nothing) return (new SnapshotRecord(new Digest(""), text, IsChain: true), null);
        if (text.StartsWith(ChainPrefix, StringComparison.Ordinal) && Sha256.IsDigest(text[ChainPrefix.Length..]))
        {
            var chain = new Digest(text[ChainPrefix.Length..]);
            return catalog.Stack(chain) is null
                ? (null, new Fault(FaultCode.NotFound, $"The store has no layers with the chain id {chain}.") { Field = "image" })
                : (new SnapshotRecord(chain, text, IsChain: true), null);
        }

        ImageResolution.Found found = ImageResolution.Resolve(catalog, reference);
        return found.Image is { } image ? (new SnapshotRecord(image.Id, text), null) : (null, found.Fault);
    }
}
