using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Images;

/// <summary>Writes the documents of images that the engine itself makes (image-spec config.md and manifest.md).</summary>
internal static class DocumentWriter
{
    /// <summary>The configuration of an image with one layer.</summary>
    /// <param name="platform">OS/ARCHITECTURE[/VARIANT].</param>
    public static byte[] Configuration(ImageConfiguration configuration, string platform, DateTimeOffset created, Digest diffId, string comment) => ImageJson.Write(json =>
    {
        string[] parts = platform.Split('/');
        json.WriteString("created", ImageJson.Time(created));
        json.WriteString("architecture", parts[1]);
        if (parts.Length > 2) json.WriteString("variant", parts[2]);
        json.WriteString("os", parts[0]);
        json.WriteStartObject("config");
        ConfigurationMembers.Write(json, configuration);
        json.WriteEndObject();
        json.WriteStartObject("rootfs");
        json.WriteString("type", "layers");
        ImageJson.Texts(json, "diff_ids", [diffId.Value]);
        json.WriteEndObject();
        json.WriteStartArray("history");
        json.WriteStartObject();
        ImageJson.History(json, new HistoryEntry { Comment = comment }, created);
        json.WriteEndObject();
        json.WriteEndArray();
    });

    /// <summary>A manifest for a configuration and its layers.</summary>
    public static byte[] Manifest(Digest configuration, long configurationSize, IEnumerable<(Digest Blob, long Size, string MediaType)> layers) => ImageJson.Write(json =>
    {
        json.WriteNumber("schemaVersion", 2);
        json.WriteString("mediaType", MediaTypes.Manifest);
        json.WriteStartObject("config");
        ImageJson.Descriptor(json, MediaTypes.Configuration, configuration, configurationSize);
        json.WriteEndObject();
        json.WriteStartArray("layers");
        foreach ((Digest blob, long size, string mediaType) in layers)
        {
            json.WriteStartObject();
            ImageJson.Descriptor(json, mediaType, blob, size);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
