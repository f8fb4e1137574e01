using System.Globalization;
using ActorEngine.Linux;

namespace ActorEngine.Daemon;

/// <summary>The setting <c>containers.userns-remap</c>: whose subordinate ids containers have.</summary>
internal static class UserMappingReader
{
    private const string Setting = "containers.userns-remap", Preset = "actorengine";

    /// <summary>Null where the setting is empty, and where it is wrong, which is complained of.</summary>
    public static IdMapping? Read(SettingsReader from, string passwd = "/etc/passwd", string group = "/etc/group", string subuid = "/etc/subuid", string subgid = "/etc/subgid")
    {
        string text = from.Text(Setting);
        if (text.Length == 0) return null;
        string[] parts = (text == "default" ? Preset : text).Split(':');
        string userName = parts[0], groupName = parts.Length > 1 ? parts[1] : parts[0];
        UserEntry? user = UserDatabase.ParseUsers(Lines(passwd)).FirstOrDefault(entry => entry.Name == userName || entry.UserId == Number(userName));
        GroupEntry? owner = UserDatabase.ParseGroups(Lines(group)).FirstOrDefault(entry => entry.Name == groupName || entry.GroupId == Number(groupName));
        (uint First, uint Count)? users = SubordinateIds.Find(Lines(subuid), user?.Name ?? userName, user?.UserId);
        (uint First, uint Count)? groups = SubordinateIds.Find(Lines(subgid), owner?.Name ?? groupName, owner?.GroupId);
        if (parts.Length > 2 || users is not { First: > 0 } || groups is not { First: > 0 })
        {
            from.Complain(Setting, text, $"empty, default, or USER[:GROUP] with ranges in {subuid} and {subgid}, such as {userName}:100000:65536 in either");
            return null;
        }

        return new IdMapping(users.Value.First, groups.Value.First, Math.Min(users.Value.Count, groups.Value.Count));
    }

    private static IEnumerable<string> Lines(string path) => File.Exists(path) ? File.ReadLines(path) : [];

    private static uint? Number(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number : null;
}
