namespace ActorEngine.Networking;

/// <summary>What nft lists, made comparable.</summary>
internal static class RulesetListing
{
    /// <summary>The same for two listings of the same rules, in whatever order elements come.</summary>
    public static string Normalize(string listing)
    {
        string[] parts = listing.Split([',', '\n', '{', '}', '='], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Array.Sort(parts, StringComparer.Ordinal);
        return string.Join('\n', parts);
    }
}
