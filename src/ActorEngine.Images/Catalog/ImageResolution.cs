using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Finds the image that a reference means, in Docker's order: full id, name, id prefix.</summary>
internal static class ImageResolution
{
    /// <summary>The image and, when the reference was a name and not an id, that name.</summary>
    public readonly record struct Found(ImageRecord? Image, string? Name, Fault? Fault);

    public static Found Resolve(ImageCatalog catalog, ImageReference reference)
    {
        string text = reference.Value.Trim();
        string hex = text.StartsWith("sha256:", StringComparison.Ordinal) ? text["sha256:".Length..] : text;
        bool isId = hex.Length is > 0 and <= 64 && hex.All(char.IsAsciiHexDigitLower);
        if (isId && hex.Length == 64)
            return Visible(catalog, new Digest("sha256:" + hex)) is { } whole ? new(whole, null, null) : Missing(text);

        // A name without a registry means one of the default registry, and where the store has none, Docker Hub's, as archives and imports have it.
        ReferenceName? name = ReferenceName.Parse(text, out string reason, catalog.DefaultRegistry);
        if (name is not null && ByName(catalog, name) is { } named) return new(named, NameIn(catalog, named, name), null);
        if (ReferenceName.Parse(text, out _) is { } hub && ByName(catalog, hub) is { } other) return new(other, NameIn(catalog, other, hub), null);
        if (isId && ByPrefix(catalog, hex) is { } prefixed) return prefixed;
        if (name is null && !isId) return new(null, null, new Fault(FaultCode.InvalidArgument, $"{reason}: \"{text}\"") { Field = "image" });
        return Missing(name?.Familiar ?? text);
    }

    private static ImageRecord? ByName(ImageCatalog catalog, ReferenceName name)
    {
        if (name.Digest is null) return catalog.Names.TryGetValue(name.Canonical, out Digest id) ? Visible(catalog, id) : null;
        if (catalog.Names.TryGetValue(name.CanonicalDigest!, out Digest known)) return Visible(catalog, known);
        Digest digest = new(name.Digest);
        return catalog.Visible.FirstOrDefault(image =>
            (image.Manifest == digest || image.Id == digest) &&
            catalog.NamesOf(image.Id).Any(tag => tag.StartsWith(name.Repository + ":", StringComparison.Ordinal)));
    }

    private static Found? ByPrefix(ImageCatalog catalog, string hex)
    {
        string prefix = "sha256:" + hex;
        ImageRecord[] matches = [.. catalog.Visible.Where(image => image.Id.Value.StartsWith(prefix, StringComparison.Ordinal)).Take(2)];
        return matches.Length switch
        {
            0 => null,
            1 => new Found(matches[0], null, null),
            _ => new Found(null, null, new Fault(FaultCode.InvalidArgument, $"The image id prefix {hex} is ambiguous; give more digits.") { Field = "image" }),
        };
    }

    // A digest stands for the tags of its repository, and for itself where the image has none there.
    private static string NameIn(ImageCatalog catalog, ImageRecord image, ReferenceName name) =>
        name.CanonicalDigest is { } exact && catalog.Names.ContainsKey(exact) && !catalog.NamesOf(image.Id).Any(tag => ImageCatalog.Repository(tag) == name.Repository)
            ? exact : name.Canonical;

    private static ImageRecord? Visible(ImageCatalog catalog, Digest id) =>
        catalog.Images.TryGetValue(id, out ImageRecord? image) && !image.IsHidden ? image : null;

    private static Found Missing(string text) =>
        new(null, null, new Fault(FaultCode.NotFound, $"No such image: {text}") { Field = "image" });
}
