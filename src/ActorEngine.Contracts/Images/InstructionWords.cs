using System.Text;

namespace ActorEngine.Contracts;

/// <summary>Words of an instruction as they are written, quotes, escapes and variables included.</summary>
internal static class InstructionWords
{
    /// <summary>KEY=VALUE pairs, where a value may be quoted; or the old form KEY VALUE. Values are as they are written.</summary>
    /// <exception cref="FormatException">They are none.</exception>
    public static List<KeyValuePair<string, string>> Pairs(string text)
    {
        int end = FirstWord(text);
        if (!text.AsSpan(0, end).Contains('='))
            return end == text.Length ? throw new FormatException($"'{text}' has no value; write KEY=VALUE.") : [KeyValuePair.Create(text[..end], text[end..].Trim())];
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (string word in Split(text))
        {
            int at = word.IndexOf('=');
            if (at <= 0) throw new FormatException($"'{word}' is not KEY=VALUE.");
            pairs.Add(KeyValuePair.Create(word[..at], word[(at + 1)..]));
        }

        return pairs;
    }

    // Where the first word ends; a blank in quotes is part of it.
    private static int FirstWord(string text)
    {
        char quote = '\0';
        for (int at = 0; at < text.Length; at++)
        {
            char next = text[at];
            if (quote == '\0' && next is ' ' or '\t') return at;
            if (next == '\\' && quote != '\'') at++;
            else if (quote != '\0' && next == quote) quote = '\0';
            else if (quote == '\0' && next is '"' or '\'') quote = next;
        }

        return text.Length;
    }

    /// <summary>Words, parted by blanks outside of quotes.</summary>
    /// <exception cref="FormatException">A quote is open.</exception>
    public static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        char quote = '\0';
        for (int at = 0; at < text.Length; at++)
        {
            char next = text[at];
            if (quote == '\0' && next is ' ' or '\t')
            {
                Flush();
                continue;
            }

            word.Append(next);
            if (next == '\\' && quote != '\'' && at + 1 < text.Length) word.Append(text[++at]);
            else if (quote != '\0' && next == quote) quote = '\0';
            else if (quote == '\0' && next is '"' or '\'') quote = next;
        }

        if (quote != '\0') throw new FormatException($"'{text}' opens a quotation mark and does not close it.");
        Flush();
        return words;

        void Flush()
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }
    }
}
