using ActorEngine.Linux;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

/// <summary>Whom a process runs as, and where that user's home is.</summary>
internal sealed record ProcessUser(uint UserId, uint GroupId, IReadOnlyList<uint> Groups, string Home)
{
    public UserSpec ToSpec() => new(UserId, GroupId) { AdditionalGids = [.. new[] { GroupId }.Concat(Groups).Distinct()] };
}

/// <summary>Looks <c>USER[:GROUP]</c> up in an image's accounts, by Docker's rules: names before numbers, unknown numbers are fine, unknown names are not.</summary>
internal static class UserLookup
{
    private const uint MaxId = int.MaxValue;

    public static ProcessUser Find(string? user, IReadOnlyList<string> extraGroups, ContainerFacts facts)
    {
        (string userPart, string groupPart) = Split(user ?? "");
        bool numeric = TryNumber(userPart, out uint uid);
        UserEntry? entry = userPart.Length == 0
            ? facts.Users.FirstOrDefault(candidate => candidate.UserId == 0)
            : facts.Users.FirstOrDefault(candidate => candidate.Name == userPart) ?? (numeric ? facts.Users.FirstOrDefault(candidate => candidate.UserId == uid) : null);
        if (entry is null && userPart.Length > 0 && !numeric)
            throw SettingsException.Invalid("user", $"unable to find user {userPart}: no matching entries in passwd file. Give a name of the image's /etc/passwd, or a number.");
        if (entry is not null) uid = entry.UserId;
        if (uid > MaxId) throw SettingsException.Invalid("user", $"The user id {uid} is out of range: uids and gids must be in range 0-{MaxId}.");

        uint gid = groupPart.Length > 0 ? FindGroup(groupPart, "user", facts) : entry?.GroupId ?? 0;
        List<uint> groups = [];
        if (groupPart.Length == 0 && entry is not null)
        {
            foreach (GroupEntry group in facts.Groups)
            {
                if (group.GroupId != gid && group.Members.Contains(entry.Name)) groups.Add(group.GroupId);
            }
        }

        foreach (string extra in extraGroups) groups.Add(FindGroup(extra, "groups", facts));
        return new ProcessUser(uid, gid, groups, entry is { Home.Length: > 0 } ? entry.Home : "/");
    }

    private static uint FindGroup(string text, string field, ContainerFacts facts)
    {
        if (facts.Groups.FirstOrDefault(group => group.Name == text) is { } found) return found.GroupId;
        if (!TryNumber(text, out uint gid))
            throw SettingsException.Invalid(field, $"unable to find group {text}: no matching entries in group file. Give a name of the image's /etc/group, or a number.");
        if (gid > MaxId) throw SettingsException.Invalid(field, $"The group id {gid} is out of range: uids and gids must be in range 0-{MaxId}.");
        return gid;
    }

    private static (string User, string Group) Split(string text)
    {
        int colon = text.IndexOf(':');
        return colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
    }

    private static bool TryNumber(string text, out uint number) =>
        uint.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number);
}
