namespace ActorEngine.Contracts;

/// <summary>
/// The patterns of a .dockerignore in their order: the last one that matches a path, or a directory above it, decides. Client and engine read
/// them alike.
/// </summary>
public sealed class PathPatterns
{
    private readonly IReadOnlyList<PathPattern> patterns;
    private readonly bool hasNegations;

    private PathPatterns(IReadOnlyList<PathPattern> patterns)
    {
        this.patterns = patterns;
        hasNegations = patterns.Any(pattern => pattern.IsNegated);
    }

    /// <summary>Matches nothing.</summary>
    public static PathPatterns None { get; } = new([]);

    public bool IsEmpty => patterns.Count == 0;

    /// <summary>The patterns that say something, as they would be written.</summary>
    public IEnumerable<string> Lines => patterns.Select(pattern => (pattern.IsNegated ? "!" : "") + pattern.Text);

    /// <summary>Reads the text of a .dockerignore: a pattern a line, <c>#</c> for comments.</summary>
    /// <exception cref="FormatException">A pattern is malformed.</exception>
    public static PathPatterns ParseFile(string text) =>
        Parse(text.TrimStart('\uFEFF').Split('\n').Where(line => !line.StartsWith('#')));

    /// <summary>Reads patterns, such as those of --exclude.</summary>
    /// <exception cref="FormatException">A pattern is malformed.</exception>
    public static PathPatterns Parse(IEnumerable<string> lines) =>
        new([.. lines.Select(PathPattern.Parse).OfType<PathPattern>()]);

    /// <summary>True where the patterns leave the path out.</summary>
    /// <param name="path">Relative, with <c>/</c> between its parts.</param>
    public bool Matches(string path)
    {
        bool matches = false;
        foreach (PathPattern pattern in patterns)
        {
            // A pattern of the other kind would change nothing.
            if (pattern.IsNegated == matches && MatchesOrAbove(pattern, path)) matches = !pattern.IsNegated;
        }

        return matches;
    }

    /// <summary>True where nothing below a directory that is left out can be taken back in.</summary>
    public bool MatchesAllBelow(string directory) => !hasNegations && Matches(directory);

    private static bool MatchesOrAbove(PathPattern pattern, string path)
    {
        if (pattern.Matches(path)) return true;
        for (int slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            if (pattern.Matches(path.AsSpan(0, slash))) return true;
        return false;
    }
}
