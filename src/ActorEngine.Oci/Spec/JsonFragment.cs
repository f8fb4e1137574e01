using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorEngine.Oci.Spec;

/// <summary>A value that is JSON text already; it is written as it stands, so that a large constant part is made only once.</summary>
[JsonConverter(typeof(JsonFragmentConverter))]
public sealed class JsonFragment(byte[] utf8)
{
    /// <summary>One JSON value.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; } = utf8;

    /// <inheritdoc />
    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);
}

internal sealed class JsonFragmentConverter : JsonConverter<JsonFragment>
{
    public override JsonFragment Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return new JsonFragment(Encoding.UTF8.GetBytes(document.RootElement.GetRawText()));
    }

    public override void Write(Utf8JsonWriter writer, JsonFragment value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}
