using System.Collections.Immutable;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Every image and name the store holds. Immutable; the actor replaces it as a whole.</summary>
/// <param name="Images">By id, hidden ones too.</param>
/// <param name="Names">Canonical name to image id.</param>
internal sealed partial record ImageCatalog(ImmutableDictionary<Digest, ImageRecord> Images, ImmutableSortedDictionary<string, Digest> Names)
{
    public static ImageCatalog Empty { get; } = new(
        ImmutableDictionary<Digest, ImageRecord>.Empty, ImmutableSortedDictionary.Create<string, Digest>(StringComparer.Ordinal));

    /// <summary>Images that people see.</summary>
    public IEnumerable<ImageRecord> Visible => Images.Values.Where(image => !image.IsHidden);

    /// <summary>The registry of references that say none.</summary>
    public string DefaultRegistry { get; init; } = ReferenceName.DefaultDomain;

    /// <summary>An image's names as people write them, sorted.</summary>
    public IReadOnlyList<string> FamiliarNames(Digest id) => [.. NamesOf(id).Select(Familiar)];

    /// <summary>What registries call an image, NAME@DIGEST as people write it, sorted.</summary>
    public IReadOnlyList<string> FamiliarDigests(Digest id) =>
        [.. Names.Where(name => name.Value == id && IsDigest(name.Key)).Select(name => Familiar(name.Key))];

    /// <summary>Canonical names of an image, with their tags.</summary>
    public IReadOnlyList<string> NamesOf(Digest id) => [.. Names.Where(name => name.Value == id && !IsDigest(name.Key)).Select(name => name.Key)];

    /// <summary>Adds images, or shows hidden ones again, and moves names to them.</summary>
    public ImageCatalog With(IEnumerable<ImageRecord> images, IEnumerable<KeyValuePair<string, Digest>> names) =>
        this with { Images = Images.SetItems(images.Select(image => KeyValuePair.Create(image.Id, image))), Names = Names.SetItems(names) };

    /// <summary>Drops names. What a registry calls an image goes with the last tag in that repository.</summary>
    public ImageCatalog WithoutNames(IEnumerable<string> names)
    {
        ImmutableSortedDictionary<string, Digest> rest = Names;
        foreach (string name in names)
        {
            if (!Names.TryGetValue(name, out Digest id)) continue;
            rest = rest.Remove(name);
            string repository = Repository(name);
            string[] left = [.. rest.Where(other => other.Value == id && Repository(other.Key) == repository).Select(other => other.Key)];
            if (left.All(IsDigest)) rest = rest.RemoveRange(left);
        }

        return this with { Names = rest };
    }

    /// <summary>Drops an image with what names it still has, or hides it.</summary>
    public ImageCatalog Without(Digest id, bool hide) => this with
    {
        Images = hide ? Images.SetItem(id, Images[id] with { IsHidden = true }) : Images.Remove(id),
        Names = Names.RemoveRange(Names.Where(name => name.Value == id).Select(name => name.Key)),
    };

    /// <summary>Digests of everything that an image here or a lease needs.</summary>
    public (HashSet<Digest> Blobs, HashSet<Digest> Chains) InUse() =>
        ([.. Images.Values.SelectMany(image => image.Blobs), .. Layers.Values.Select(layer => layer.Layer.Blob)],
         [.. Images.Values.SelectMany(image => image.Layers).Select(layer => layer.ChainId), .. Layers.Keys]);

    public static string Familiar(string canonical) => ReferenceName.Parse(canonical, out _)?.FamiliarExact ?? canonical;

    /// <summary>The repository of a canonical name, with tag or digest.</summary>
    public static string Repository(string canonical)
    {
        int at = canonical.IndexOf('@');
        return canonical[..(at < 0 ? canonical.LastIndexOf(':') : at)];
    }

    internal static bool IsDigest(string canonical) => canonical.Contains('@');
}
