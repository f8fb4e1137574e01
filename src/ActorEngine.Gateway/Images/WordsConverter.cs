using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorEngine.Gateway.Images;

/// <summary>A program with its arguments: a list of words, or one word alone.</summary>
internal sealed class WordsConverter : JsonConverter<List<string>?>
{
    public override List<string>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return [reader.GetString()!];
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("A list of words was expected.");
        List<string> words = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            words.Add(reader.TokenType is JsonTokenType.String or JsonTokenType.Null ? reader.GetString() ?? "" : throw new JsonException("A word was expected."));
        return words;
    }

    public override void Write(Utf8JsonWriter writer, List<string>? value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (string word in value ?? []) writer.WriteStringValue(word);
        writer.WriteEndArray();
    }
}
