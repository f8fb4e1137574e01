using ActorEngine.Contracts;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Images;

/// <summary>Images as the API shows them.</summary>
internal static class ImageResource
{
    /// <summary>A row of ImageList.</summary>
    /// <param name="shared">Bytes that other images have too; -1 where it was not asked for.</param>
    public static Fields Row(ImageSummary image, long shared, ApiVersion version)
    {
        bool unnamed = image.References.Count == 0 && image.Digests.Count == 0 && !version.Has(1, 43);
        var fields = new Fields
        {
            ["Id"] = image.Id.Value,
            ["ParentId"] = "",
            ["RepoTags"] = unnamed ? ["<none>:<none>"] : image.References,
            ["RepoDigests"] = unnamed ? ["<none>@<none>"] : image.Digests,
            ["Created"] = image.CreatedAt.ToUnixTimeSeconds(),
            ["Size"] = image.Size,
            ["SharedSize"] = shared,
        };
        if (!version.Has(1, 44)) fields["VirtualSize"] = image.Size;
        fields["Labels"] = image.Labels.Count == 0 ? null : Fields.Map(image.Labels);
        fields["Containers"] = version.Has(1, 51) ? image.Containers : -1;
        return fields;
    }

    /// <summary>ImageInspect.</summary>
    public static Fields Of(ImageInspection image, ApiVersion version)
    {
        bool spare = version.Has(1, 52);
        var fields = new Fields
        {
            ["Id"] = image.Id.Value,
            ["RepoTags"] = image.References,
            ["RepoDigests"] = image.Digests,
        };
        if (!spare) fields["Parent"] = "";
        if (!spare || image.Comment is { Length: > 0 }) fields["Comment"] = image.Comment ?? "";
        fields["Created"] = Human.Rfc3339(image.CreatedAt);
        if (!version.Has(1, 45)) fields["Container"] = "";
        // Gone since 1.45 too, but compose 1 reads it whatever version it asks for, and cannot make a container anew without.
        fields["ContainerConfig"] = ImageConfigResource.Of(image.Configuration, version);
        if (!spare) fields["DockerVersion"] = "";
        if (!spare || image.Author is { Length: > 0 }) fields["Author"] = image.Author ?? "";
        fields["Config"] = ImageConfigResource.Of(image.Configuration, version);
        fields["Architecture"] = image.Architecture;
        if (image.Variant is { Length: > 0 } variant) fields["Variant"] = variant;
        fields["Os"] = image.Os;
        if (image.OsVersion is { Length: > 0 } osVersion) fields["OsVersion"] = osVersion;
        fields["Size"] = image.Size;
        if (!version.Has(1, 44)) fields["VirtualSize"] = image.Size;
        fields["GraphDriver"] = new Fields { ["Data"] = null, ["Name"] = "overlayfs" };
        fields["RootFS"] = new Fields { ["Type"] = "layers", ["Layers"] = image.Layers.Select(layer => layer.Value).ToList() };
        fields["Metadata"] = new Fields { ["LastTagTime"] = Human.Rfc3339(image.LastTaggedAt) };
        return fields;
    }

    /// <summary>A step of ImageHistory.</summary>
    /// <param name="image">The image whose last step it is; null for those below.</param>
    public static Fields Step(HistoryEntry entry, ImageInspection? image) => new()
    {
        ["Id"] = image?.Id.Value ?? "<missing>",
        ["Created"] = entry.CreatedAt?.ToUnixTimeSeconds() ?? 0,
        ["CreatedBy"] = entry.CreatedBy,
        ["Tags"] = image?.References is { Count: > 0 } names ? names : null,
        ["Size"] = entry.Size,
        ["Comment"] = entry.Comment,
    };

    /// <summary>What a removal did, in order.</summary>
    public static List<Fields> Removed(IReadOnlyList<string> untagged, IReadOnlyList<Digest> deleted) =>
        [.. untagged.Select(name => new Fields { ["Untagged"] = name }), .. deleted.Select(id => new Fields { ["Deleted"] = id.Value })];

    /// <summary>OS/ARCHITECTURE[/VARIANT].</summary>
    public static string PlatformOf(ImageInspection image) => image.Variant is { Length: > 0 } variant ? $"{image.Os}/{image.Architecture}/{variant}" : $"{image.Os}/{image.Architecture}";
}
