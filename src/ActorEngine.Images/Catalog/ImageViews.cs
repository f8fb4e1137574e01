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
    };

    public static ImageInspection Inspection(ImageCatalog catalog, ImageRecord image) => new(image.Id)
    {
        References = catalog.FamiliarNames(image.Id),
        Digests = catalog.FamiliarDigests(image.Id),
        ManifestDigest = image.Manifest,
        CreatedAt = image.Document.Created,
        Architecture = image.Document.Architecture,
        Os = image.Document.Os,
        Author = image.Document.Author,
        Size = image.Size,
        Configuration = image.Document.Configuration,
        Layers = [.. image.Layers.Select(layer => layer.DiffId)],
    };
}
