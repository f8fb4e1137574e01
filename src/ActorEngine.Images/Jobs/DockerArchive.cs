using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Reads what <c>docker save</c> writes, old (a directory per layer) and new (an OCI layout with manifest.json beside).</summary>
internal static class DockerArchive
{
    public static IReadOnlyList<ArchiveImage> Read(ArchiveFiles files)
    {
        using JsonDocument document = Json.Parse(files.Read("manifest.json"), "archive's manifest.json");
        if (document.RootElement.ValueKind != JsonValueKind.Array) throw FaultException.BadArchive("The archive's manifest.json is not a list.");
        List<ArchiveImage> images = [];
        foreach (JsonElement image in document.RootElement.EnumerateArray())
        {
            string configuration = image.Text("Config") ?? throw FaultException.BadArchive("The archive's manifest.json has an image without Config.");
            images.Add(new ArchiveImage(files.Read(configuration), image.Texts("Layers"), null, [.. image.Texts("RepoTags").Select(Name)]));
        }

        return images;
    }

    private static string Name(string tag) =>
        ReferenceName.Parse(tag, out string reason)?.Canonical ?? throw FaultException.BadArchive($"The archive names an image \"{tag}\": {reason}");
}
