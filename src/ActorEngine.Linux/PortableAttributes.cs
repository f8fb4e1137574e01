using System.Text;

namespace ActorEngine.Linux;

/// <summary>
/// Extended attributes that travel with a file from one tree to another, and their form in archives that PAX headers describe: as GNU tar and star write
/// them (SCHILY.xattr) where the value is plain text, else as libarchive does (LIBARCHIVE.xattr, base64), since header values are text.
/// </summary>
public static class PortableAttributes
{
    private const string Plain = "SCHILY.xattr.", Encoded = "LIBARCHIVE.xattr.";

    /// <summary>
    /// Those of users, capabilities and access lists. <c>trusted.*</c> belongs to the host: overlayfs keeps its own state there, redirects for one. Labels
    /// and integrity hashes belong to the host that the file was on.
    /// </summary>
    public static bool IsPortable(string name) => name switch
    {
        "security.capability" or "system.posix_acl_access" or "system.posix_acl_default" => true,
        _ => name.StartsWith("user.", StringComparison.Ordinal) && !name.StartsWith("user.overlay.", StringComparison.Ordinal),
    };

    /// <summary>Those of an open file or directory, as members of a PAX header.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(FileDescriptor file)
    {
        byte[] path = [.. Encoding.ASCII.GetBytes(file.ProcPath), 0];
        List<KeyValuePair<string, string>> members = [];
        foreach (string name in ExtendedAttributes.List(path, follow: true).Where(IsPortable))
            if (ExtendedAttributes.Get(path, name, follow: true) is { } value) members.Add(Member(name, value));
        return members;
    }

    /// <summary>Gives an open file or directory those of a PAX header. What its file system, or the caller's rights, do not allow is left out, as Docker does.</summary>
    /// <exception cref="FormatException">A value cannot be read.</exception>
    public static void Apply(FileDescriptor file, IReadOnlyDictionary<string, string> header)
    {
        foreach ((string member, string text) in header)
        {
            if (NameOf(member) is not { } name || !IsPortable(name)) continue;
            Errno error = ExtendedAttributes.TrySet(file, name, Value(member, text));
            if (error is not (Errno.None or Errno.EOPNOTSUPP or Errno.EPERM)) throw new FormatException($"the attribute {name} is refused: {ErrorText.Of(error)}");
        }
    }

    private static string? NameOf(string member) =>
        member.StartsWith(Plain, StringComparison.Ordinal) ? member[Plain.Length..]
        : member.StartsWith(Encoded, StringComparison.Ordinal) ? Uri.UnescapeDataString(member[Encoded.Length..])
        : null;

    private static KeyValuePair<string, string> Member(string name, byte[] value) => value.All(b => b is >= 0x20 and < 0x7f)
        ? new(Plain + name, Encoding.ASCII.GetString(value))
        : new(Encoded + name.Replace("%", "%25", StringComparison.Ordinal).Replace("=", "%3D", StringComparison.Ordinal), Convert.ToBase64String(value));

    private static byte[] Value(string member, string text)
    {
        if (member.StartsWith(Plain, StringComparison.Ordinal))
            return text.Contains('\ufffd') ? throw new FormatException($"the value of {member} is no text") : Encoding.UTF8.GetBytes(text);
        try
        {
            return Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
        }
        catch (FormatException)
        {
            throw new FormatException($"the value of {member} is no base64");
        }
    }
}
