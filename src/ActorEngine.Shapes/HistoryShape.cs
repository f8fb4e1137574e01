using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Shapes;

/// <summary>The rows of history.</summary>
internal static class HistoryShape
{
    private const int LongestCommand = 45;

    public static Fields Of(HistoryEntry entry, string id, bool whole, bool human, DateTimeOffset now)
    {
        string command = entry.CreatedBy.Replace('\t', ' ').Replace('\n', ' ');
        return new Fields
        {
            ["ID"] = id,
            ["CreatedAt"] = Human.Rfc3339(entry.CreatedAt),
            ["CreatedSince"] = !human ? Human.Rfc3339(entry.CreatedAt) : entry.CreatedAt is { } time ? Human.Ago(time, now) : "N/A",
            ["CreatedBy"] = whole ? command : Human.Ellipsis(command, LongestCommand),
            ["Size"] = human ? Human.Size(entry.Size, 3) : entry.Size.ToString(CultureInfo.InvariantCulture),
            ["Comment"] = entry.Comment,
        };
    }
}
