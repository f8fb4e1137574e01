using System.Text.Json;

namespace ActorEngine.Images;

/// <summary>Lenient reading of JSON that others wrote: what is absent or of another type reads as empty.</summary>
internal static class Json
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    public static JsonDocument Parse(ReadOnlyMemory<byte> json, string what)
    {
        try
        {
            JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
            if (document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array) return document;
            document.Dispose();
            throw FaultException.BadArchive($"The {what} is not a JSON object.");
        }
        catch (JsonException e)
        {
            throw FaultException.BadArchive($"The {what} is not valid JSON: {e.Message}", e);
        }
    }

    public static JsonElement Object(this JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Object } member ? member : Nothing;

    public static string? Text(this JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    public static long? Number(this JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt64(out long value) ? value : null;

    public static bool Flag(this JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.True };

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } member ? member.EnumerateArray() : [];

    /// <summary>An array of strings; a single string, as very old images have it, counts as one.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement element, string name) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.String } single => [single.GetString()!],
        { ValueKind: JsonValueKind.Array } many => [.. many.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
        _ => [],
    };

    public static IReadOnlyList<string> Keys(this JsonElement element, string name) =>
        [.. element.Object(name).EnumerateObject().Select(property => property.Name)];

    public static IReadOnlyDictionary<string, string> Pairs(this JsonElement element, string name)
    {
        Dictionary<string, string> pairs = [];
        foreach (JsonProperty property in element.Object(name).EnumerateObject())
            if (property.Value.ValueKind == JsonValueKind.String) pairs[property.Name] = property.Value.GetString()!;
        return pairs;
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : null;
}
