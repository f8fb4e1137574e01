namespace ActorEngine.Builder;

/// <summary>Lists of NAME=VALUE.</summary>
internal static class Variables
{
    public static IReadOnlyList<string> Set(IReadOnlyList<string> list, string name, string value)
    {
        string pair = $"{name}={value}", prefix = name + "=";
        bool there = list.Any(entry => entry.StartsWith(prefix, StringComparison.Ordinal));
        return there ? [.. list.Select(entry => entry.StartsWith(prefix, StringComparison.Ordinal) ? pair : entry)] : [.. list, pair];
    }

    public static string? Find(IReadOnlyList<string> list, string name)
    {
        string prefix = name + "=";
        return list.FirstOrDefault(entry => entry.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
    }
}
