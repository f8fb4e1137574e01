namespace ActorEngine.Gateway.Containers;

/// <summary>Lists and maps of texts as requests have them: any of them may be null, an element too.</summary>
internal static class Texts
{
    public static IReadOnlyList<string> Of(IReadOnlyList<string?>? texts) => texts is null ? [] : [.. texts.Select(text => text ?? "")];

    public static IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, string?>? texts) =>
        texts is null ? new Dictionary<string, string>() : texts.ToDictionary(text => text.Key, text => text.Value ?? "");

    /// <summary>Null for an empty text too.</summary>
    public static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
