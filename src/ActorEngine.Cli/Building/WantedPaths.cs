using ActorEngine.Contracts;

namespace ActorEngine.Cli.Building;

/// <summary>Which paths of a context the engine wants.</summary>
internal sealed class WantedPaths
{
    private readonly List<(PathPattern Whole, string[] Parts)> patterns = [];
    private readonly HashSet<string> known = [];
    private bool all;

    public WantedPaths(IEnumerable<string> wanted)
    {
        foreach (string path in wanted) Add(path);
    }

    /// <summary>Wants one more; false where it is wanted already.</summary>
    public bool Add(string path)
    {
        if (!known.Add(path)) return false;
        if (path.Length == 0) all = true;
        else if (PathPattern.Parse(path) is { } pattern) patterns.Add((pattern, pattern.Text.Split('/')));
        return true;
    }

    /// <summary>The path is wanted, or lies in a directory that is.</summary>
    public bool Has(string path)
    {
        if (all || Names(path)) return true;
        for (int slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            if (Names(path[..slash])) return true;
        return false;
    }

    /// <summary>A pattern means just this path.</summary>
    public bool Names(string path) => patterns.Any(pattern => pattern.Whole.Matches(path));

    /// <summary>Something below the directory may be wanted.</summary>
    public bool MayLeadTo(string directory)
    {
        string[] parts = directory.Split('/');
        return patterns.Any(pattern => Fits(pattern.Parts, parts));
    }

    private static bool Fits(string[] pattern, string[] path)
    {
        for (int i = 0; i < path.Length; i++)
        {
            if (i >= pattern.Length) return false;
            if (pattern[i].Contains("**", StringComparison.Ordinal)) return true;
            if (PathPattern.Parse(pattern[i])?.Matches(path[i]) != true) return false;
        }

        return true;
    }
}
