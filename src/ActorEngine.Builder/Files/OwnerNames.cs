using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>Looks USER[:GROUP] up in an image's accounts, for --chown and for WORKDIR.</summary>
internal static class OwnerNames
{
    /// <exception cref="BuildException">The image has no such user or group.</exception>
    public static FileOwner Find(OpenTree tree, string text)
    {
        int colon = text.IndexOf(':');
        string userName = colon < 0 ? text : text[..colon], groupName = colon < 0 ? "" : text[(colon + 1)..];
        string[]? entry = Entry(tree, "etc/passwd", userName);
        uint user = userName.Length == 0 ? 0 : Number(userName) ?? Number(entry?.ElementAtOrDefault(2) ?? "") ?? throw Missing("user", userName, "/etc/passwd");
        if (groupName.Length > 0)
            return new FileOwner(user, Number(groupName) ?? Number(Entry(tree, "etc/group", groupName)?.ElementAtOrDefault(2) ?? "") ?? throw Missing("group", groupName, "/etc/group"));
        // A user alone gives the group too, as docker has it: the group of the same number, or of the account.
        return new FileOwner(user, Number(userName) is { } number ? number : Number(entry?.ElementAtOrDefault(3) ?? "") ?? user);
    }

    private static string[]? Entry(OpenTree tree, string file, string name) =>
        tree.ReadText(file)?.Split('\n').Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > 2 && fields[0] == name);

    private static uint? Number(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number : null;

    private static BuildException Missing(string what, string name, string file) =>
        new(FaultCode.InvalidArgument, $"The image has no {what} '{name}' in its {file}; give a name from it, or a number.");
}
