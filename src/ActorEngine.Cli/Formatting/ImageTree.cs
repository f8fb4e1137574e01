using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Formatting;

/// <summary>The tree form of images: names, and below each image the platform that it is for.</summary>
internal static class ImageTree
{
    public static string Render(IEnumerable<ImageSummary> images, bool whole)
    {
        List<string> lines = ["IMAGE\tID\tDISK USAGE\tCONTENT SIZE\tUSED"];
        foreach (var image in images)
        {
            string figures = $"{Human.Id(image.Id.Value, whole)}\t{Human.Size(image.Size + image.ContentSize, 3)}\t{Human.Size(image.ContentSize, 3)}\t{(image.Containers > 0 ? $"{image.Containers}" : "")}";
            foreach (string name in image.References.DefaultIfEmpty("<untagged>")) lines.Add($"{name}\t{figures}");
            if (image.Platform.Length > 0) lines.Add($"└─ {image.Platform}\t{Human.Id(image.ManifestDigest.Value ?? "", whole)}\t{Human.Size(image.Size + image.ContentSize, 3)}\t{Human.Size(image.ContentSize, 3)}\t");
        }

        return Table.Render(lines);
    }
}
