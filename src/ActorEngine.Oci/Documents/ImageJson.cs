using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>The pieces that documents of images are written of (image-spec config.md, manifest.md, descriptor.md); the same values always give the same bytes.</summary>
public static class ImageJson
{
    // Media types have a plus sign, which the default would write as an escape.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An object with the members that <paramref name="members"/> writes.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> members) => Raw(json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    });

    /// <summary>An array with the elements that <paramref name="elements"/> writes.</summary>
    public static byte[] WriteArray(Action<Utf8JsonWriter> elements) => Raw(json =>
    {
        json.WriteStartArray();
        elements(json);
        json.WriteEndArray();
    });

    /// <summary>A document that was read and changed.</summary>
    public static byte[] WriteNode(JsonNode node) => Raw(json => node.WriteTo(json));

    /// <summary>A time as documents have it: RFC 3339 in UTC, no more decimals than it needs.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>An array of strings, also where it is empty.</summary>
    public static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>The three members of every descriptor.</summary>
    public static void Descriptor(Utf8JsonWriter json, string mediaType, Digest digest, long size)
    {
        json.WriteString("mediaType", mediaType);
        json.WriteString("digest", digest.Value);
        json.WriteNumber("size", size);
    }

    /// <summary>The members of a line of an image's history, without the braces; one without a time gets <paramref name="created"/>.</summary>
    public static void History(Utf8JsonWriter json, HistoryEntry entry, DateTimeOffset created)
    {
        json.WriteString("created", Time(entry.CreatedAt ?? created));
        if (entry.Author is { Length: > 0 }) json.WriteString("author", entry.Author);
        if (entry.CreatedBy.Length > 0) json.WriteString("created_by", entry.CreatedBy);
        if (entry.Comment.Length > 0) json.WriteString("comment", entry.Comment);
        if (entry.IsEmpty) json.WriteBoolean("empty_layer", true);
    }

    private static byte[] Raw(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options)) content(json);
        return buffer.WrittenSpan.ToArray();
    }
}
