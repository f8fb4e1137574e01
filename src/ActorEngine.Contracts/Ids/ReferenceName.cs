using System.Text.RegularExpressions;

namespace ActorEngine.Contracts;

/// <summary>A name for an image, normalised as Docker does (distribution-spec, "reference"): <c>busybox</c> is <c>docker.io/library/busybox:latest</c>.</summary>
public sealed partial record ReferenceName(string Domain, string Path, string? Tag, string? Digest)
{
    /// <summary>The registry of names that say none.</summary>
    public const string DefaultDomain = "docker.io";

    private const string OfficialPrefix = "library/", DefaultTag = "latest";

    /// <summary>DOMAIN/PATH.</summary>
    public string Repository => $"{Domain}/{Path}";

    /// <summary>DOMAIN/PATH:TAG, the key under which the store keeps it.</summary>
    public string Canonical => $"{Repository}:{Tag ?? DefaultTag}";

    /// <summary>As a person writes it: without the parts that are implied, with the tag.</summary>
    public string Familiar => $"{FamiliarRepository}:{Tag ?? DefaultTag}";

    /// <summary>As a person writes the repository.</summary>
    public string FamiliarRepository =>
        Domain != DefaultDomain ? Repository
        : Path.StartsWith(OfficialPrefix, StringComparison.Ordinal) && !Path[OfficialPrefix.Length..].Contains('/') ? Path[OfficialPrefix.Length..]
        : Path;

    /// <summary>DOMAIN/PATH@DIGEST, the key under which the store remembers what a registry called it; null where no digest is named.</summary>
    public string? CanonicalDigest => Digest is null ? null : $"{Repository}@{Digest}";

    /// <summary>As a person writes it, by digest where it has one.</summary>
    public string FamiliarExact => Digest is null ? Familiar : $"{FamiliarRepository}@{Digest}";

    /// <summary>Reads NAME[:TAG][@DIGEST]; null when it is none, with Docker's words for why.</summary>
    /// <param name="domain">The registry of a name that says none.</param>
    public static ReferenceName? Parse(string text, out string reason, string domain = DefaultDomain)
    {
        reason = "invalid reference format";
        Match match = Whole().Match(text);
        if (!match.Success || text.Length > 4096) return null;
        string name = match.Groups["name"].Value;
        (domain, string path) = Split(name, domain);
        if (domain == DefaultDomain && !path.Contains('/')) path = OfficialPrefix + path;
        if (path.Any(char.IsAsciiLetterUpper))
        {
            reason = $"invalid reference format: repository name ({path}) must be lowercase";
            return null;
        }

        if (!DomainForm().IsMatch(domain) || !PathForm().IsMatch(path) || path.Length > 255) return null;
        reason = "";
        return new ReferenceName(domain, path, Value(match, "tag"), Value(match, "digest"));
    }

    /// <summary>HOST[:PORT] from the ways in which people and configuration files write a registry: with a scheme, a path, and by Docker Hub's other addresses. Not checked.</summary>
    public static string DomainOf(string text)
    {
        string name = text.Trim();
        int scheme = name.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0) name = name[(scheme + 3)..];
        int slash = name.IndexOf('/');
        if (slash >= 0) name = name[..slash];
        return Unalias(name.ToLowerInvariant());
    }

    private static string Unalias(string domain) => domain is "index.docker.io" or "registry-1.docker.io" ? DefaultDomain : domain;

    private static (string Domain, string Path) Split(string name, string otherwise)
    {
        int slash = name.IndexOf('/');
        if (slash < 0) return (otherwise, name);
        string first = name[..slash];
        bool isDomain = first.Contains('.') || first.Contains(':') || first == "localhost" || first.Any(char.IsAsciiLetterUpper);
        if (!isDomain) return (otherwise, name);
        return (Unalias(first), name[(slash + 1)..]);
    }

    private static string? Value(Match match, string group) => match.Groups[group].Success ? match.Groups[group].Value : null;

    [GeneratedRegex(@"\A(?<name>[^@\s]+?)(:(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(@(?<digest>[a-z0-9]+([+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}))?\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\A(([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])(\.([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]))*|\[[0-9a-fA-F:]+\])(:[0-9]+)?\z")]
    private static partial Regex DomainForm();

    [GeneratedRegex(@"\A[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\z")]
    private static partial Regex PathForm();
}
