using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>An image that is to be saved, and the names that go with it.</summary>
/// <param name="Names">Canonical, sorted.</param>
internal sealed record SavedImage(ImageRecord Image, IReadOnlyList<string> Names)
{
    /// <summary>What references choose: an id an image without names; NAME:TAG that name; NAME all its tags. Each image once, sorted by id.</summary>
    public static (IReadOnlyList<SavedImage>? Images, Fault? Fault) Choose(ImageCatalog catalog, IReadOnlyList<ImageReference> references)
    {
        if (references.Count == 0) return (null, new Fault(FaultCode.InvalidArgument, "No image is named that could be saved.") { Field = "images" });
        var chosen = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (ImageReference reference in references)
        {
            string text = reference.Value.Trim();
            string[] tags = ReferenceName.Parse(text, out _) is { Tag: null, Digest: null } name ? [.. catalog.Names.Keys.Where(known => known.StartsWith(name.Repository + ":", StringComparison.Ordinal))] : [];
            foreach (string tag in tags) Names(catalog.Names[tag]).Add(tag);
            if (tags.Length > 0) continue;
            ImageResolution.Found found = ImageResolution.Resolve(catalog, reference);
            if (found.Image is not { } image) return (null, found.Fault);
            SortedSet<string> names = Names(image.Id);
            // What a registry calls it, NAME@DIGEST, is no name that an archive can give.
            if (found.Name is { } tagged && !tagged.Contains('@') && catalog.Names.ContainsKey(tagged)) names.Add(tagged);
        }

        return ([.. chosen.Select(pair => new SavedImage(catalog.Images[new Digest(pair.Key)], [.. pair.Value]))], null);

        SortedSet<string> Names(Digest id)
        {
            if (!chosen.TryGetValue(id.Value, out SortedSet<string>? names)) chosen[id.Value] = names = new SortedSet<string>(StringComparer.Ordinal);
            return names;
        }
    }
}
