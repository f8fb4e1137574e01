using System.Globalization;

namespace ActorEngine.Linux;

/// <summary>Ranges of ids that a user may hand to user namespaces: subuid(5), subgid(5).</summary>
public static class SubordinateIds
{
    /// <summary>The first range of a user, by name or by number; null where the file has none.</summary>
    public static (uint First, uint Count)? Find(IEnumerable<string> lines, string name, uint? id)
    {
        string? number = id?.ToString(CultureInfo.InvariantCulture);
        foreach (string line in lines)
        {
            string[] fields = line.Trim().Split(':');
            if (fields.Length == 3 && (fields[0] == name || fields[0] == number) && uint.TryParse(fields[1], out uint first) && uint.TryParse(fields[2], out uint count) && count > 0)
                return (first, count);
        }

        return null;
    }
}
