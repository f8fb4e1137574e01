namespace Akka.Util;

/// <summary>Matches text against patterns of <c>*</c> (any run of characters) and <c>?</c> (any one character).</summary>
public static class WildcardMatch
{
    /// <summary>Whether the whole text matches the pattern.</summary>
    public static bool Like(this string text, string pattern, bool caseSensitive = false)
    {
        int t = 0, p = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && (pattern[p] == '?' || (pattern[p] != '*' && Same(text[t], pattern[p], caseSensitive))))
            {
                t++;
                p++;
            }
            else if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                mark = t;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    private static bool Same(char a, char b, bool caseSensitive) =>
        a == b || (!caseSensitive && char.ToLowerInvariant(a) == char.ToLowerInvariant(b));
}
