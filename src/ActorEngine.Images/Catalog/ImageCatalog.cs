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

    /// <summary>An image's names as people write them, sorted.</summary>
    public IReadOnlyList<string> FamiliarNames(Digest id) =>
        [.. Names.Where(name => name.Value == id).Select(name => Familiar(name.Key))];

    /// <summary>Canonical names of an image.</summary>
    public IReadOnlyList<string> NamesOf(Digest id) => [.. Names.Where(name => name.Value == id).Select(name => name.Key)];

    /// <summary>Adds images, or shows hidden ones again, and moves names to them.</summary>
    public ImageCatalog With(IEnumerable<ImageRecord> images, IEnumerable<KeyValuePair<string, Digest>> names) =>
        this with { Images = Images.SetItems(images.Select(image => KeyValuePair.Create(image.Id, image))), Names = Names.SetItems(names) };

    /// <summary>Drops names.</summary>
    public ImageCatalog WithoutNames(IEnumerable<string> names) => this with { Names = Names.RemoveRange(names) };

    /// <summary>Drops an image, or hides it.</summary>
    public ImageCatalog Without(Digest id, bool hide) =>
        this with { Images = hide ? Images.SetItem(id, Images[id] with { IsHidden = true }) : Images.Remove(id) };

    /// <summary>Digests of everything that an image here or a lease needs.</summary>
    public (HashSet<Digest> Blobs, HashSet<Digest> Chains) InUse() =>
        ([.. Images.Values.SelectMany(image => image.Blobs), .. Layers.Values.Select(layer => layer.Layer.Blob)],
         [.. Images.Values.SelectMany(image => image.Layers).Select(layer => layer.ChainId), .. Layers.Keys]);

    public static string Familiar(string canonical) => ReferenceName.Parse(canonical, out _)?.Familiar ?? canonical;
}
