using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Images as the contract shows them.</summary>
internal static class ImageViews
{
    public static ImageSummary Summary(ImageCatalog catalog, ImageRecord image, int containers) => new(image.Id)
    {
        References = catalog.FamiliarNames(image.Id),
        Digests = catalog.FamiliarDigests(image.Id),
        CreatedAt = image.Document.Created,
        Size = image.Size,
        Labels = image.Document.Configuration.Labels,
        Containers = containers,
        ManifestDigest = image.Manifest,
        ContentSize = image.Layers.Sum(layer => layer.BlobSize),
        Platform = Platform(image.Document),
    };

    public static ImageInspection Inspection(ImageCatalog catalog, ImageRecord image) => new(image.Id)
    {
        References = catalog.FamiliarNames(image.Id),
        Digests = catalog.FamiliarDigests(image.Id),
        ManifestDigest = image.Manifest,
        CreatedAt = image.Document.Created,
        Architecture = image.Document.Architecture,
        Os = image.Document.Os,
        Variant = image.Document.Variant,
        OsVersion = image.Document.OsVersion,
        Author = image.Document.Author,
        Comment = image.Document.History is [.., { Comment.Length: > 0 } last] ? last.Comment : null,
        Size = image.Size,
        Configuration = image.Document.Configuration,
        Layers = [.. image.Layers.Select(layer => layer.DiffId)],
        LastTaggedAt = image.TaggedAt,
    };

    public static StoredLayer Layer(LayerRecord layer) => new(layer.DiffId, layer.ChainId, layer.Blob, layer.BlobSize, layer.MediaType, layer.Size);

    /// <summary>The steps that made an image, newest first, each with the size of its layer.</summary>
    public static ImageHistory History(ImageRecord image)
    {
        // An image without a history has its layers to show.
        IReadOnlyList<HistoryEntry> steps = image.Document.History.Count > 0 ? image.Document.History : [.. image.Layers.Select(_ => new HistoryEntry { CreatedAt = image.Document.Created })];
        List<HistoryEntry> entries = [];
        int layer = 0;
        foreach (HistoryEntry step in steps)
            entries.Add(step.IsEmpty || layer == image.Layers.Count ? step : step with { Size = image.Layers[layer++].Size });
        entries.Reverse();
        return new ImageHistory(entries);
    }

    private static string Platform(ImageDocument document) =>
        string.Join('/', ((string?[])[document.Os, document.Architecture, document.Variant]).Where(part => part is { Length: > 0 }));
}
