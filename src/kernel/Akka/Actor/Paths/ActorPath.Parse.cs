using System.Diagnostics.CodeAnalysis;

namespace Akka.Actor;

public abstract partial class ActorPath
{
    /// <summary>Whether a name may be given to an actor.</summary>
    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$')
            return false;
        for (var i = 0; i < s.Length; i++)
        {
            var c = s[i];
            if (char.IsAsciiLetterOrDigit(c) || ValidSymbols.Contains(c))
                continue;
            if (c != '%' || i + 2 >= s.Length || !char.IsAsciiHexDigit(s[i + 1]) || !char.IsAsciiHexDigit(s[i + 2]))
                return false;
            i += 2;
        }

        return true;
    }

    /// <summary>Reads <c>akka://system/user/a#7</c>.</summary>
    /// <exception cref="UriFormatException">The text is not an actor path.</exception>
    public static ActorPath Parse(string path) => TryParse(path, out var actorPath)
        ? actorPath
        : throw new UriFormatException($"Can not parse an ActorPath: {path}");

    public static bool TryParse(string path, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = null;
        return path is not null
            && Address.TryParse(path.AsSpan(), out var address, out var absoluteUri)
            && TryParse(new RootActorPath(address), absoluteUri, out actorPath);
    }

    public static bool TryParse(ActorPath basePath, string absoluteUri, [NotNullWhen(true)] out ActorPath? actorPath) =>
        TryParse(basePath, absoluteUri.AsSpan(), out actorPath);

    /// <summary>Appends the elements of a slash-separated text to a path; <c>..</c> goes up, a trailing <c>#n</c> is the uid.</summary>
    public static bool TryParse(ActorPath basePath, ReadOnlySpan<char> absoluteUri, [NotNullWhen(true)] out ActorPath? actorPath)
    {
        actorPath = basePath;
        long uid = ActorCell.UndefinedUid;
        var hash = absoluteUri.LastIndexOf('#');
        if (hash >= 0)
        {
            if (!long.TryParse(absoluteUri[(hash + 1)..], out uid))
                uid = ActorCell.UndefinedUid;
            absoluteUri = absoluteUri[..hash];
        }

        while (!absoluteUri.IsEmpty)
        {
            var slash = absoluteUri.IndexOf('/');
            var element = slash < 0 ? absoluteUri : absoluteUri[..slash];
            absoluteUri = slash < 0 ? default : absoluteUri[(slash + 1)..];
            if (element.IsEmpty)
                continue;
            if (element.SequenceEqual(".."))
                actorPath = actorPath.Parent;
            else
                actorPath = new ChildActorPath(actorPath, element.ToString(), absoluteUri.IsEmpty ? uid : ActorCell.UndefinedUid);
        }

        return true;
    }

    public static bool TryParseAddress(string path, [NotNullWhen(true)] out Address? address) =>
        Address.TryParse(path.AsSpan(), out address);

    public static bool TryParseAddress(string path, [NotNullWhen(true)] out Address? address, out ReadOnlySpan<char> absoluteUri) =>
        Address.TryParse(path.AsSpan(), out address, out absoluteUri);

    /// <summary>Splits a path into its address and the path inside the system.</summary>
    public static bool TryParseParts(ReadOnlySpan<char> path, out ReadOnlySpan<char> address, out ReadOnlySpan<char> absoluteUri)
    {
        address = default;
        absoluteUri = default;
        var start = path.IndexOf("://");
        if (start < 0)
            return false;
        var slash = path[(start + 3)..].IndexOf('/');
        address = slash < 0 ? path : path[..(start + 3 + slash)];
        absoluteUri = slash < 0 ? "/" : path[(start + 3 + slash)..];
        return true;
    }
}
