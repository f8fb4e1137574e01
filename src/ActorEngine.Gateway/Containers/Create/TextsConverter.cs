using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorEngine.Gateway.Containers;

/// <summary>A list of texts, for which one text alone may stand too (Cmd, Entrypoint).</summary>
internal sealed class TextsConverter : JsonConverter<List<string?>>
{
    public override List<string?>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return [reader.GetString()];
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("a string or a list of strings is wanted");
        List<string?> texts = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            texts.Add(reader.TokenType is JsonTokenType.String or JsonTokenType.Null ? reader.GetString() : throw new JsonException("a string or a list of strings is wanted"));
        return texts;
    }

    public override void Write(Utf8JsonWriter writer, List<string?> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (string? text in value) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
