using System.Text;

namespace ActorEngine.Builder;

/// <summary>Words of an instruction as they stand, quotes and escapes kept.</summary>
internal static class RawWords
{
    /// <summary>Splits at blanks outside of quotes.</summary>
    public static List<string> Split(string text, char escape)
    {
        List<string> words = [];
        int at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            if (at == text.Length) return words;
            int end = End(text, at, escape);
            words.Add(text[at..end]);
            at = end;
        }
    }

    /// <summary>Where the word that begins at <paramref name="at"/> ends.</summary>
    public static int End(string text, int at, char escape)
    {
        char quote = '\0';
        for (; at < text.Length; at++)
        {
            char c = text[at];
            // In single quotes nothing has a meaning but their end.
            if (c == escape && quote != '\'' && at + 1 < text.Length) at++;
            else if (quote != '\0') quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'') quote = c;
            else if (char.IsWhiteSpace(c)) return at;
        }

        return text.Length;
    }

    /// <summary>Takes quotes and escapes away; nothing is replaced.</summary>
    public static string Unquote(string word, char escape)
    {
        var text = new StringBuilder(word.Length);
        char quote = '\0';
        for (int i = 0; i < word.Length; i++)
        {
            char c = word[i];
            if (c == escape && quote != '\'' && i + 1 < word.Length) text.Append(word[++i]);
            else if (quote != '\0' && c == quote) quote = '\0';
            else if (quote == '\0' && c is '"' or '\'') quote = c;
            else text.Append(c);
        }

        return text.ToString();
    }
}
