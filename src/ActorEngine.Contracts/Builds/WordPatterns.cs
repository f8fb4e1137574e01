using System.Text;

namespace ActorEngine.Contracts;

/// <summary>Shell patterns inside <c>${...}</c>: <c>*</c> for anything, <c>?</c> for one character, escapes for what they are.</summary>
internal static class WordPatterns
{
    /// <summary>Cuts what matches off an end: <c>#</c> and <c>##</c> at the start, <c>%</c> and <c>%%</c> at the end, doubled for the longest.</summary>
    public static string Trim(string value, string pattern, string modifier, char escape)
    {
        bool longest = modifier.Length == 2;
        for (int i = 0; i <= value.Length; i++)
        {
            int length = longest ? value.Length - i : i;
            string part = modifier[0] == '#' ? value[..length] : value[^length..];
            if (Matches(part, 0, pattern, 0, escape)) return modifier[0] == '#' ? value[length..] : value[..^length];
        }

        return value;
    }

    /// <summary>Replaces the first match, or all of them, each as long as can be.</summary>
    public static string Replace(string value, string pattern, string replacement, bool everywhere, char escape)
    {
        if (pattern.Length == 0) return value;
        var result = new StringBuilder();
        int at = 0;
        while (at < value.Length)
        {
            int length = LongestAt(value, at, pattern, escape);
            if (length <= 0)
            {
                result.Append(value[at++]);
                continue;
            }

            result.Append(replacement);
            at += length;
            if (!everywhere) break;
        }

        return result.Append(value, at, value.Length - at).ToString();
    }

    private static int LongestAt(string value, int at, string pattern, char escape)
    {
        for (int length = value.Length - at; length > 0; length--)
            if (Matches(value.Substring(at, length), 0, pattern, 0, escape)) return length;
        return -1;
    }

    private static bool Matches(string text, int t, string pattern, int p, char escape)
    {
        for (; p < pattern.Length; p++, t++)
        {
            char c = pattern[p];
            if (c == '*')
            {
                while (p + 1 < pattern.Length && pattern[p + 1] == '*') p++;
                for (int rest = t; rest <= text.Length; rest++)
                    if (Matches(text, rest, pattern, p + 1, escape)) return true;
                return false;
            }

            if (t >= text.Length) return false;
            if (c == '?') continue;
            if (c == escape && p + 1 < pattern.Length) c = pattern[++p];
            if (text[t] != c) return false;
        }

        return t == text.Length;
    }
}
