using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Writes the documents of images that the engine itself makes (image-spec config.md and manifest.md).</summary>
internal static class DocumentWriter
{
    // Media types have a plus sign, which the default would write as an escape.
    private static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The configuration of an image with one layer.</summary>
    public static byte[] Configuration(ImageConfiguration configuration, string architecture, DateTimeOffset created, Digest diffId, string comment) => Write(json =>
    {
        string time = Time(created);
        json.WriteString("created", time);
        json.WriteString("architecture", architecture);
        json.WriteString("os", "linux");
        json.WriteStartObject("config");
        ConfigurationWriter.Members(json, configuration);
        json.WriteEndObject();
        json.WriteStartObject("rootfs");
        json.WriteString("type", "layers");
        ConfigurationWriter.Texts(json, "diff_ids", [diffId.Value]);
        json.WriteEndObject();
        json.WriteStartArray("history");
        json.WriteStartObject();
        json.WriteString("created", time);
        json.WriteString("comment", comment);
        json.WriteEndObject();
        json.WriteEndArray();
    });

    /// <summary>A manifest for a configuration and its layers.</summary>
    public static byte[] Manifest(Digest configuration, long configurationSize, IEnumerable<(Digest Blob, long Size, string MediaType)> layers) => Write(json =>
    {
        json.WriteNumber("schemaVersion", 2);
        json.WriteString("mediaType", MediaTypes.Manifest);
        json.WriteStartObject("config");
        Descriptor(json, MediaTypes.Configuration, configuration, configurationSize);
        json.WriteEndObject();
        json.WriteStartArray("layers");
        foreach ((Digest blob, long size, string mediaType) in layers)
        {
            json.WriteStartObject();
            Descriptor(json, mediaType, blob, size);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>The three members of every descriptor.</summary>
    public static void Descriptor(Utf8JsonWriter json, string mediaType, Digest digest, long size)
    {
        json.WriteString("mediaType", mediaType);
        json.WriteString("digest", digest.Value);
        json.WriteNumber("size", size);
    }

    /// <summary>A time as documents have it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    internal static byte[] Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal static byte[] WriteNode(System.Text.Json.Nodes.JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options)) node.WriteTo(json);
        return buffer.WrittenSpan.ToArray();
    }

    internal static byte[] WriteArray(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartArray();
            content(json);
            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
