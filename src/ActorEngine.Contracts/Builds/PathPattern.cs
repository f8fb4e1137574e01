namespace ActorEngine.Contracts;

/// <summary>
/// One pattern of a .dockerignore or of COPY --exclude (Dockerfile reference, ".dockerignore file"): Go's filepath.Match, and <c>**</c> for
/// any number of directories.
/// </summary>
public sealed class PathPattern
{
    private readonly string text;

    private PathPattern(string text, bool isNegated) => (this.text, IsNegated) = (text, isNegated);

    /// <summary>Begins with <c>!</c>: takes back what earlier patterns say.</summary>
    public bool IsNegated { get; }

    /// <summary>The pattern, cleaned, without its <c>!</c>.</summary>
    public string Text => text;

    /// <summary>Reads a pattern; null for one that says nothing.</summary>
    /// <exception cref="FormatException">It is malformed.</exception>
    public static PathPattern? Parse(string line)
    {
        string pattern = line.Trim();
        bool negated = pattern.StartsWith('!');
        if (negated) pattern = pattern[1..].TrimStart();
        if (negated && pattern.Length == 0) throw new FormatException("'!' stands alone; write a pattern behind it, or leave it out.");
        pattern = Clean(pattern);
        if (pattern.Length == 0) return null;
        Check(pattern);
        return new PathPattern(pattern, negated);
    }

    /// <summary>True where the whole path matches.</summary>
    /// <param name="path">Relative, with <c>/</c> between its parts.</param>
    public bool Matches(ReadOnlySpan<char> path) => Match(text, path);

    // Removes leading and trailing slashes, '.' and '..', as Go's filepath.Clean does.
    private static string Clean(string pattern)
    {
        List<string> parts = [];
        foreach (string part in pattern.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }

    private static void Check(string pattern)
    {
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && ++i == pattern.Length) throw Bad(pattern, "it ends with a backslash");
            if (pattern[i] != '[') continue;
            int end = ClassEnd(pattern, i);
            if (end < 0) throw Bad(pattern, "a [ is not closed");
            i = end;
        }
    }

    private static FormatException Bad(string pattern, string why) => new($"'{pattern}' is no pattern: {why}.");

    private static bool Match(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern.StartsWith("**")) return MatchDeep(pattern[2..], path);
            if (pattern[0] == '*')
            {
                ReadOnlySpan<char> after = pattern[1..];
                for (int i = 0; ; i++)
                {
                    if (Match(after, path[i..])) return true;
                    if (i == path.Length || path[i] == '/') return false;
                }
            }

            if (path.IsEmpty) return false;
            if (!MatchOne(ref pattern, path[0])) return false;
            path = path[1..];
        }

        return path.IsEmpty;
    }

    // After '**': with a slash behind it whole directories, else anything.
    private static bool MatchDeep(ReadOnlySpan<char> after, ReadOnlySpan<char> path)
    {
        while (after.StartsWith("*")) after = after[1..];
        bool directories = after.StartsWith("/");
        if (directories) after = after[1..];
        if (after.IsEmpty) return true;
        for (int i = 0; i <= path.Length; i++)
        {
            if (directories && i > 0 && path[i - 1] != '/') continue;
            if (Match(after, path[i..])) return true;
        }

        return false;
    }

    private static bool MatchOne(ref ReadOnlySpan<char> pattern, char c)
    {
        switch (pattern[0])
        {
            case '?':
                pattern = pattern[1..];
                return c != '/';
            case '[':
                int end = ClassEnd(pattern, 0);
                bool within = c != '/' && InClass(pattern[1..end], c);
                pattern = pattern[(end + 1)..];
                return within;
            case '\\':
                bool same = pattern[1] == c;
                pattern = pattern[2..];
                return same;
            default:
                bool equal = pattern[0] == c;
                pattern = pattern[1..];
                return equal;
        }
    }

    private static int ClassEnd(ReadOnlySpan<char> pattern, int open)
    {
        int i = open + 1;
        if (i < pattern.Length && pattern[i] is '^') i++;
        for (bool first = true; i < pattern.Length; i++, first = false)
        {
            if (pattern[i] == '\\') i++;
            else if (pattern[i] == ']' && !first) return i;
        }

        return -1;
    }

    private static bool InClass(ReadOnlySpan<char> set, char c)
    {
        bool negated = set.StartsWith("^"), found = false;
        if (negated) set = set[1..];
        for (int i = 0; i < set.Length; i++)
        {
            if (set[i] == '\\' && i + 1 < set.Length) i++;
            char low = set[i], high = low;
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                i += 2;
                if (set[i] == '\\' && i + 1 < set.Length) i++;
                high = set[i];
            }

            found |= c >= low && c <= high;
        }

        return found != negated;
    }
}
