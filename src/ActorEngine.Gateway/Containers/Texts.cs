namespace ActorEngine.Gateway.Containers;

/// <summary>Lists and maps of texts as requests have them: any of them may be null, an element too.</summary>
internal static class Texts
{
    public static IReadOnlyList<string> Of(IReadOnlyList<string?>? texts) => texts is null ? [] : [.. texts.Select(text => text ?? "")];

    public static IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, string?>? texts) =>
        texts is null ? new Dictionary<string, string>() : texts.ToDictionary(text => text.Key, text => text.Value ?? "");

    /// <summary>Objects of a list; one that is null has nothing set.</summary>
    public static IEnumerable<T> Objects<T>(IReadOnlyList<T?>? list) where T : class, new() => (list ?? []).Select(item => item ?? new T());

    /// <summary>Null for an empty text too.</summary>
    public static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
