using System.Text.RegularExpressions;

namespace ActorEngine.Builder;

/// <summary>A directory of a git repository as contexts and ADD name it: <c>URL[#REFERENCE[:DIRECTORY]]</c>.</summary>
/// <param name="Reference">A branch, tag or commit; empty for the repository's HEAD.</param>
/// <param name="Directory">Below the top, without slashes around it; empty for the top.</param>
internal sealed partial record GitAddress(string Url, string Reference, string Directory)
{
    /// <summary>True where the reference is a whole commit, which nothing can change.</summary>
    public bool NamesCommit => Commit().IsMatch(Reference);

    /// <summary>The host, as secrets for it are named; empty for SSH addresses.</summary>
    public string Host => Uri.TryCreate(Url, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" ? address.Authority : "";

    /// <summary>null where the text names no repository.</summary>
    public static GitAddress? Parse(string text)
    {
        int hash = text.IndexOf('#');
        string url = hash < 0 ? text : text[..hash], fragment = hash < 0 ? "" : text[(hash + 1)..];
        if (url.StartsWith("github.com/", StringComparison.Ordinal)) url = "https://" + url;
        else if (!IsRepository(url)) return null;
        int colon = fragment.IndexOf(':');
        string directory = colon < 0 ? "" : PathText.Clean(fragment[(colon + 1)..])[1..];
        return new GitAddress(url, colon < 0 ? fragment : fragment[..colon], directory);
    }

    /// <summary>A whole commit id, of either kind of hash.</summary>
    public static bool IsCommit(string text) => Commit().IsMatch(text);

    public override string ToString() => Url + (Reference.Length > 0 || Directory.Length > 0 ? "#" + Reference : "") + (Directory.Length > 0 ? ":" + Directory : "");

    private static bool IsRepository(string url)
    {
        if (url.StartsWith("git://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("ssh://", StringComparison.OrdinalIgnoreCase)) return true;
        bool isWeb = url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        return isWeb ? url.TrimEnd('/').EndsWith(".git", StringComparison.Ordinal) : Scp().IsMatch(url);
    }

    [GeneratedRegex(@"\A([0-9a-f]{40}|[0-9a-f]{64})\z")]
    private static partial Regex Commit();

    // USER@HOST:PATH, as git takes it.
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*@[A-Za-z0-9][A-Za-z0-9.-]*:[^-].*\z")]
    private static partial Regex Scp();
}
