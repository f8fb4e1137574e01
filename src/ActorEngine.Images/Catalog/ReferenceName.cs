using System.Text.RegularExpressions;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>A name for an image, normalised as Docker does (distribution-spec, "reference"): <c>busybox</c> is <c>docker.io/library/busybox:latest</c>.</summary>
internal sealed partial record ReferenceName(string Domain, string Path, string? Tag, string? Digest)
{
    private const string DefaultDomain = "docker.io", OfficialPrefix = "library/", DefaultTag = "latest";

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

    /// <summary>Reads NAME[:TAG][@DIGEST]; null when it is none, with Docker's words for why.</summary>
    public static ReferenceName? Parse(string text, out string reason)
    {
        reason = "invalid reference format";
        Match match = Whole().Match(text);
        if (!match.Success || text.Length > 4096) return null;
        string name = match.Groups["name"].Value;
        (string domain, string path) = Split(name);
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

    /// <summary>The canonical form of a name that an image can be given.</summary>
    /// <exception cref="FaultException">It is none.</exception>
    public static string Taggable(ImageReference reference)
    {
        ReferenceName name = Parse(reference.Value, out string reason) ?? throw new FaultException(new Fault(FaultCode.InvalidArgument, $"{reason}: \"{reference}\"") { Field = "reference" });
        return name.Digest is null ? name.Canonical : throw new FaultException(new Fault(FaultCode.InvalidArgument, $"An image cannot be named by a digest: \"{reference}\"") { Field = "reference" });
    }

    private static (string Domain, string Path) Split(string name)
    {
        int slash = name.IndexOf('/');
        if (slash < 0) return (DefaultDomain, name);
        string first = name[..slash];
        bool isDomain = first.Contains('.') || first.Contains(':') || first == "localhost" || first.Any(char.IsAsciiLetterUpper);
        if (!isDomain) return (DefaultDomain, name);
        return (first is "index.docker.io" or "registry-1.docker.io" ? DefaultDomain : first, name[(slash + 1)..]);
    }

    private static string? Value(Match match, string group) => match.Groups[group].Success ? match.Groups[group].Value : null;

    [GeneratedRegex(@"\A(?<name>[^@\s]+?)(:(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(@(?<digest>[a-z0-9]+([+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}))?\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\A(([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])(\.([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]))*|\[[0-9a-fA-F:]+\])(:[0-9]+)?\z")]
    private static partial Regex DomainForm();

    [GeneratedRegex(@"\A[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\z")]
    private static partial Regex PathForm();
}
