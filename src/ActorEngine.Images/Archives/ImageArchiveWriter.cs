using System.Text;
using System.Text.Json;
using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Images;

/// <summary>
/// Writes images as an archive that is an OCI layout (image-spec image-layout.md) and, by its manifest.json, a docker-archive: blobs lie in it
/// as the store has them, so every digest stays. The same images give the same bytes.
/// </summary>
internal static class ImageArchiveWriter
{
    public static void Write(Stream output, StoreLayout layout, IReadOnlyList<SavedImage> images)
    {
        using var buffered = new BufferedStream(output, 256 * 1024);
        var tar = new TarWriter(buffered);
        Directory(tar, "blobs/");
        Directory(tar, "blobs/sha256/");
        foreach (Digest blob in images.SelectMany(saved => saved.Image.Blobs).Distinct().OrderBy(blob => blob.Value, StringComparer.Ordinal)) Blob(tar, layout.Blob(blob), blob);
        File(tar, "index.json", Index(layout, images));
        File(tar, "manifest.json", Manifest(images));
        File(tar, "oci-layout", """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray());
        tar.End();
    }

    private static byte[] Index(StoreLayout layout, IReadOnlyList<SavedImage> images) => ImageJson.Write(json =>
    {
        json.WriteNumber("schemaVersion", 2);
        json.WriteString("mediaType", MediaTypes.Index);
        json.WriteStartArray("manifests");
        foreach (SavedImage saved in images)
        {
            byte[] manifest = System.IO.File.ReadAllBytes(layout.Blob(saved.Image.Manifest));
            foreach (string? name in saved.Names.DefaultIfEmpty<string?>(null)) Descriptor(json, saved.Image, manifest, name);
        }

        json.WriteEndArray();
    });

    private static void Descriptor(Utf8JsonWriter json, ImageRecord image, byte[] manifest, string? name)
    {
        json.WriteStartObject();
        ImageJson.Descriptor(json, ManifestType(manifest), image.Manifest, manifest.Length);
        if (name is not null)
        {
            json.WriteStartObject("annotations");
            json.WriteString("io.containerd.image.name", name);
            json.WriteString("org.opencontainers.image.ref.name", name[(name.LastIndexOf(':') + 1)..]);
            json.WriteEndObject();
        }

        json.WriteStartObject("platform");
        json.WriteString("architecture", image.Document.Architecture);
        json.WriteString("os", image.Document.Os);
        if (image.Document.Variant is { Length: > 0 } variant) json.WriteString("variant", variant);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string ManifestType(byte[] manifest)
    {
        using JsonDocument document = Json.Parse(manifest, "manifest");
        return document.RootElement.Text("mediaType") ?? MediaTypes.Manifest;
    }

    // Docker's own form: an array, one object for each image.
    private static byte[] Manifest(IReadOnlyList<SavedImage> images) => ImageJson.WriteArray(json =>
    {
        foreach (SavedImage saved in images)
        {
            json.WriteStartObject();
            json.WriteString("Config", Path(saved.Image.Id));
            json.WriteStartArray("RepoTags");
            foreach (string name in saved.Names) json.WriteStringValue(ImageCatalog.Familiar(name));
            json.WriteEndArray();
            json.WriteStartArray("Layers");
            foreach (LayerRecord layer in saved.Image.Layers) json.WriteStringValue(Path(layer.Blob));
            json.WriteEndArray();
            json.WriteEndObject();
        }
    });

    private static void Blob(TarWriter tar, string path, Digest digest)
    {
        using FileStream file = System.IO.File.OpenRead(path);
        tar.Begin(Entry(TarEntryKind.File, Path(digest)) with { Size = file.Length, Mode = 0x1a4 });
        byte[] buffer = new byte[256 * 1024];
        for (int count; (count = file.Read(buffer)) > 0;) tar.WriteData(buffer.AsSpan(0, count));
    }

    private static void File(TarWriter tar, string name, byte[] content)
    {
        tar.Begin(Entry(TarEntryKind.File, name) with { Size = content.Length, Mode = 0x1a4 });
        tar.WriteData(content);
    }

    private static void Directory(TarWriter tar, string name) => tar.Begin(Entry(TarEntryKind.Directory, name) with { Mode = 0x1ed });

    private static TarEntry Entry(TarEntryKind kind, string name) => new(kind, Encoding.ASCII.GetBytes(name), []);

    private static string Path(Digest digest) => "blobs/sha256/" + digest.Hex();
}
