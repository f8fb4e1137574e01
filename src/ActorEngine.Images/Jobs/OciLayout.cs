using System.Text.Json;
using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Images;

/// <summary>Reads an OCI image layout (image-spec image-layout.md, image-index.md, manifest.md).</summary>
internal static class OciLayout
{
    private const int MaxNesting = 4;

    public static IReadOnlyList<ArchiveImage> Read(ArchiveFiles files)
    {
        using JsonDocument index = Json.Parse(files.Read("index.json"), "archive's index.json");
        List<ArchiveImage> images = [];
        foreach (JsonElement descriptor in Suitable(index.RootElement))
            if (ReadDescriptor(files, descriptor, Names(descriptor), 0) is { } image) images.Add(image);
        return images;
    }

    private static ArchiveImage? ReadDescriptor(ArchiveFiles files, JsonElement descriptor, IReadOnlyList<string> names, int nesting)
    {
        if (nesting > MaxNesting) throw FaultException.BadArchive($"The archive nests image indexes deeper than {MaxNesting}.");
        byte[] content = files.Read(files.BlobPath(descriptor.Text("digest")));
        using JsonDocument document = Json.Parse(content, "manifest");
        JsonElement root = document.RootElement;
        string type = root.Text("mediaType") ?? descriptor.Text("mediaType") ?? "";
        if (type is MediaTypes.Index or MediaTypes.DockerIndex || root.Items("manifests").Any())
        {
            JsonElement? chosen = Suitable(root).Cast<JsonElement?>().FirstOrDefault();
            return chosen is null ? null : ReadDescriptor(files, chosen.Value, names, nesting + 1);
        }

        if (type is not (MediaTypes.Manifest or MediaTypes.DockerManifest or ""))
            throw FaultException.BadArchive($"The archive has a manifest of the type {type}, which is no image.");
        byte[] configuration = files.Read(files.BlobPath(root.Object("config").Text("digest")));
        return new ArchiveImage(configuration, [.. root.Items("layers").Select(layer => files.BlobPath(layer.Text("digest")))], content, names);
    }

    // Those for this machine; where none says so, those that say nothing.
    private static IReadOnlyList<JsonElement> Suitable(JsonElement index)
    {
        List<JsonElement> all = [.. index.Items("manifests").Where(descriptor => descriptor.Text("digest") is not null)];
        List<JsonElement> matching = [.. all.Where(IsForThisMachine)];
        if (all.Count > 0 && matching.Count == 0)
            throw FaultException.BadArchive($"The archive has no image for linux/{RootTarImport.Architecture}.");
        return matching;
    }

    private static bool IsForThisMachine(JsonElement descriptor)
    {
        JsonElement platform = descriptor.Object("platform");
        string? os = platform.Text("os"), architecture = platform.Text("architecture");
        return (os is null or "linux") && (architecture is null || architecture == RootTarImport.Architecture);
    }

    private static IReadOnlyList<string> Names(JsonElement descriptor)
    {
        JsonElement annotations = descriptor.Object("annotations");
        string? name = annotations.Text("io.containerd.image.name") ?? annotations.Text("org.opencontainers.image.ref.name");
        // A bare tag, as umoci writes it, is no name.
        if (name is null || !(name.Contains(':') || name.Contains('/'))) return [];
        return ReferenceName.Parse(name, out _) is { Digest: null } reference ? [reference.Canonical] : [];
    }
}
