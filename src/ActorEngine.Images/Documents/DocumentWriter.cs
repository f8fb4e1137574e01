using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Writes the documents of images that the engine itself makes (image-spec config.md and manifest.md).</summary>
internal static class DocumentWriter
{
    /// <summary>The configuration of an image with one layer.</summary>
    public static byte[] Configuration(ImageConfiguration configuration, string architecture, DateTimeOffset created, Digest diffId, string comment) => Write(json =>
    {
        string time = created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
        json.WriteString("created", time);
        json.WriteString("architecture", architecture);
        json.WriteString("os", "linux");
        json.WriteStartObject("config");
        Settings(json, configuration);
        json.WriteEndObject();
        json.WriteStartObject("rootfs");
        json.WriteString("type", "layers");
        Texts(json, "diff_ids", [diffId.Value]);
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

    private static void Descriptor(Utf8JsonWriter json, string mediaType, Digest digest, long size)
    {
        json.WriteString("mediaType", mediaType);
        json.WriteString("digest", digest.Value);
        json.WriteNumber("size", size);
    }

    private static void Settings(Utf8JsonWriter json, ImageConfiguration c)
    {
        if (c.User is not null) json.WriteString("User", c.User);
        Keys(json, "ExposedPorts", c.ExposedPorts);
        Texts(json, "Env", c.Environment);
        Texts(json, "Entrypoint", c.Entrypoint);
        Texts(json, "Cmd", c.Command);
        Keys(json, "Volumes", c.Volumes);
        if (c.WorkingDirectory is not null) json.WriteString("WorkingDir", c.WorkingDirectory);
        if (c.Labels.Count > 0)
        {
            json.WriteStartObject("Labels");
            foreach ((string key, string value) in c.Labels) json.WriteString(key, value);
            json.WriteEndObject();
        }

        if (c.StopSignal is not null) json.WriteString("StopSignal", c.StopSignal);
        Texts(json, "Shell", c.Shell);
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0) return;
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void Keys(Utf8JsonWriter json, string name, IReadOnlyList<string> keys)
    {
        if (keys.Count == 0) return;
        json.WriteStartObject(name);
        foreach (string key in keys.Distinct())
        {
            json.WriteStartObject(key);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static byte[] Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
