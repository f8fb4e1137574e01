using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>
/// Mark and sweep while the engine runs: marked is what the catalog needs, pinned what jobs and readers need. Runs as a change of the catalog, so that no
/// import is between its renames and its record.
/// </summary>
internal static class RunningSweep
{
    /// <summary>Moves the rest to the trash; answers how much it was.</summary>
    public static int Run(StoreLayout layout, ContentPins pins, ImageCatalog catalog)
    {
        (HashSet<Digest> blobs, HashSet<Digest> chains) = catalog.InUse();
        return Sweep(layout, pins, layout.Blobs, [.. blobs.Select(blob => blob.Hex())])
            + Sweep(layout, pins, layout.Layers, [.. chains.Select(chain => chain.Hex())])
            + Sweep(layout, pins, layout.Staging, []);
    }

    private static int Sweep(StoreLayout layout, ContentPins pins, string directory, HashSet<string> marked)
    {
        int removed = 0;
        foreach (string path in Directory.EnumerateFileSystemEntries(directory))
        {
            if (marked.Contains(Path.GetFileName(path))) continue;
            pins.RemoveUnlessPinned(path, unneeded => removed += layout.Discard(unneeded) ? 1 : 0);
        }

        return removed;
    }
}
