using System.Collections.Immutable;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>What a start finds that no committed image needs: halves of imports and removals that were killed.</summary>
internal static class StoreSweep
{
    /// <summary>The catalog without hidden images whose last container went away, and without leases that have ended.</summary>
    public static ImageCatalog Forgotten(ImageCatalog catalog, IReadOnlyCollection<SnapshotRecord> snapshots, DateTimeOffset now)
    {
        catalog = catalog.WithoutExpired(now).Pruned(snapshots.Where(snapshot => snapshot.IsChain).Select(snapshot => snapshot.Image));
        HashSet<Digest> needed = [.. snapshots.Where(snapshot => !snapshot.IsChain).Select(snapshot => snapshot.Image)];
        ImmutableArray<Digest> gone = [.. catalog.Images.Values.Where(image => image.IsHidden && !needed.Contains(image.Id)).Select(image => image.Id)];
        return gone.IsEmpty ? catalog : catalog with { Images = catalog.Images.RemoveRange(gone) };
    }

    /// <summary>Moves leftovers to the trash, by renames alone: quick however large they are.</summary>
    public static void Run(StoreLayout layout, ImageCatalog catalog)
    {
        (HashSet<Digest> blobs, HashSet<Digest> chains) = catalog.InUse();
        Discard(layout, layout.Blobs, [.. blobs.Select(blob => blob.Hex())]);
        Discard(layout, layout.Layers, [.. chains.Select(chain => chain.Hex())]);
        Discard(layout, layout.Staging, []);
    }

    private static void Discard(StoreLayout layout, string directory, HashSet<string> kept)
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(directory))
            if (!kept.Contains(Path.GetFileName(path))) layout.Discard(path);
    }
}
