namespace ActorEngine.Gateway.Calls;

/// <summary>Maps and lists of requests: absent and null are empty, and so is a null value, as Go reads them.</summary>
internal static class Maps
{
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, string?>? map) =>
        map is null ? new Dictionary<string, string>() : map.ToDictionary(entry => entry.Key, entry => entry.Value ?? "");

    public static IReadOnlyList<string> Of(IReadOnlyList<string?>? list) => list is null ? [] : [.. list.Select(entry => entry ?? "")];
}
