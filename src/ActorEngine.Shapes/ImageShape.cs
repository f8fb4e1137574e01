using ActorEngine.Contracts;

namespace ActorEngine.Shapes;

/// <summary>Images in the shapes of Docker: inspect's object, and the rows of images.</summary>
internal static class ImageShape
{
    public static Fields Of(ImageInspection image) => new()
    {
        ["Id"] = image.Id.Value,
        ["RepoTags"] = image.References,
        ["RepoDigests"] = image.Digests.Count > 0 ? image.Digests
            : image.ManifestDigest.Value is { Length: > 0 } digest
            ? image.References.Select(reference => $"{Split(reference).Repository}@{digest}").Distinct().ToList()
            : [],
        ["Parent"] = "",
        ["Comment"] = image.Comment ?? "",
        ["Created"] = Human.Rfc3339(image.CreatedAt),
        ["Author"] = image.Author ?? "",
        ["Config"] = ConfigShape.Of(image.Configuration),
        ["Architecture"] = image.Architecture,
        ["Variant"] = image.Variant ?? "",
        ["Os"] = image.Os,
        ["OsVersion"] = image.OsVersion ?? "",
        ["Size"] = image.Size,
        ["GraphDriver"] = new Fields { ["Data"] = null, ["Name"] = "overlayfs" },
        ["RootFS"] = new Fields { ["Type"] = "layers", ["Layers"] = image.Layers.Select(layer => layer.Value).ToList() },
        ["Metadata"] = new Fields { ["LastTagTime"] = image.LastTaggedAt is { } tagged ? Human.Rfc3339(tagged) : "0001-01-01T00:00:00Z" },
    };

    /// <summary>One row for each name; one of none for an image without a name.</summary>
    public static IEnumerable<Fields> Rows(ImageSummary image, bool whole, DateTimeOffset now)
    {
        if (image.References.Count == 0) yield return Row(image, "<none>", "<none>", whole, now);
        foreach (string reference in image.References)
        {
            var (repository, tag) = Split(reference);
            yield return Row(image, repository, tag, whole, now);
        }
    }

    /// <summary>NAME and TAG; a colon before the last slash belongs to the registry's port.</summary>
    public static (string Repository, string Tag) Split(string reference)
    {
        int at = reference.IndexOf('@');
        string name = at < 0 ? reference : reference[..at];
        int colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? (name[..colon], name[(colon + 1)..]) : (name, "<none>");
    }

    // What the repository's registry calls it, else what it would be called there.
    private static string DigestIn(ImageSummary image, string repository) =>
        image.Digests.FirstOrDefault(digest => digest.StartsWith(repository + "@", StringComparison.Ordinal)) is { } known ? known[(repository.Length + 1)..]
        : image.ManifestDigest.Value is { Length: > 0 } manifest ? manifest : "<none>";

    private static Fields Row(ImageSummary image, string repository, string tag, bool whole, DateTimeOffset now) => new()
    {
        ["Containers"] = image.Containers.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["CreatedAt"] = Human.Full(image.CreatedAt),
        ["CreatedSince"] = Human.Ago(image.CreatedAt, now),
        ["Digest"] = tag == "<none>" ? "<none>" : DigestIn(image, repository),
        ["ID"] = Human.Id(image.Id.Value, whole),
        ["Repository"] = repository,
        ["Size"] = Human.Size(image.Size, 3),
        ["Tag"] = tag,
    };
}
