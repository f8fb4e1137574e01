using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>How much of the disk parts of a catalog take. Content that several have in common counts once.</summary>
internal static class StoreSizes
{
    /// <summary>Blobs and unpacked content of layers.</summary>
    public static long Of(IEnumerable<LayerRecord> layers)
    {
        HashSet<Digest> seen = [];
        long sum = 0;
        foreach (LayerRecord layer in layers)
        {
            if (seen.Add(layer.ChainId)) sum += layer.Size;
            if (seen.Add(new Digest("blob " + layer.Blob))) sum += layer.BlobSize;
        }

        return sum;
    }

    /// <summary>What goes when one catalog takes the place of another.</summary>
    public static long Reclaimed(ImageCatalog before, ImageCatalog after) => Of(All(before)) - Of(All(after));

    /// <summary>Everything known of images and leases.</summary>
    /// <param name="usedImages">Images that containers were made from.</param>
    public static DiskUsage Measure(ImageCatalog catalog, IReadOnlyDictionary<Digest, int> usedImages)
    {
        List<ImageRecord> images = [.. catalog.Images.Values];
        Dictionary<Digest, int> sharers = [];
        foreach (Digest chain in images.SelectMany(image => image.Layers).Select(layer => layer.ChainId)) sharers[chain] = sharers.GetValueOrDefault(chain) + 1;
        long all = Of(images.SelectMany(image => image.Layers));
        long used = Of(images.Where(image => usedImages.ContainsKey(image.Id)).SelectMany(image => image.Layers));
        return new DiskUsage
        {
            Images = [.. catalog.Visible.OrderByDescending(image => image.Document.Created).Select(image => new ImageUsage(image.Id)
            {
                References = catalog.FamiliarNames(image.Id),
                CreatedAt = image.Document.Created,
                Size = Of(image.Layers),
                SharedSize = Of(image.Layers.Where(layer => sharers[layer.ChainId] > 1)),
                Containers = usedImages.GetValueOrDefault(image.Id),
            })],
            Cache = [.. catalog.Leases.Values.Select(lease => new CacheUsage(lease.Name) { Expires = lease.Expires, Layers = lease.Chains.Count, Size = Of(lease.Chains.SelectMany(chain => catalog.Stack(chain) ?? [])) })],
            ImagesSize = all,
            ImagesReclaimable = all - used,
            CacheSize = Of(All(catalog)) - all,
        };
    }

    private static IEnumerable<LayerRecord> All(ImageCatalog catalog) =>
        catalog.Images.Values.SelectMany(image => image.Layers).Concat(catalog.Layers.Values.Select(layer => layer.Layer));
}
