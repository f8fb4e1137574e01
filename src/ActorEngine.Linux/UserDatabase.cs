namespace ActorEngine.Linux;

/// <summary>One line of passwd(5).</summary>
public sealed record UserEntry(string Name, uint UserId, uint GroupId, string Home, string Shell);

/// <summary>One line of group(5).</summary>
public sealed record GroupEntry(string Name, uint GroupId, IReadOnlyList<string> Members);

/// <summary>Reads user and group files, the host's or an image's. Lines that do not parse are left out.</summary>
public static class UserDatabase
{
    /// <summary>The group of a name on this host, or null.</summary>
    public static GroupEntry? FindGroup(string name, string path = "/etc/group")
    {
        if (!File.Exists(path)) return null;
        foreach (GroupEntry group in ParseGroups(File.ReadLines(path)))
        {
            if (group.Name == name) return group;
        }

        return null;
    }

    /// <summary>Parses passwd(5) lines.</summary>
    public static IEnumerable<UserEntry> ParseUsers(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            string[] fields = line.Trim().Split(':');
            if (fields.Length >= 4 && uint.TryParse(fields[2], out uint user) && uint.TryParse(fields[3], out uint group))
                yield return new UserEntry(fields[0], user, group, Field(fields, 5), Field(fields, 6));
        }
    }

    /// <summary>Parses group(5) lines.</summary>
    public static IEnumerable<GroupEntry> ParseGroups(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            string[] fields = line.Trim().Split(':');
            if (fields.Length >= 3 && uint.TryParse(fields[2], out uint group))
                yield return new GroupEntry(fields[0], group, Field(fields, 3).Split(',', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private static string Field(string[] fields, int index) => index < fields.Length ? fields[index] : "";
}
