using System.Text;

namespace ActorEngine.Contracts;

/// <summary>KEY=VALUE pairs of an instruction, where a value may be quoted; or the old form KEY VALUE.</summary>
internal static class InstructionWords
{
    public static List<KeyValuePair<string, string>> Pairs(string text)
    {
        int equals = text.IndexOf('='), space = text.IndexOf(' ');
        if (equals < 0 || (space >= 0 && space < equals))
            return space < 0 ? throw new FormatException($"'{text}' has no value; write KEY=VALUE.") : [KeyValuePair.Create(text[..space], text[space..].Trim())];
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (string word in Words(text))
        {
            int at = word.IndexOf('=');
            if (at <= 0) throw new FormatException($"'{word}' is not KEY=VALUE.");
            pairs.Add(KeyValuePair.Create(word[..at], word[(at + 1)..]));
        }

        return pairs;
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        char quote = '\0';
        for (int at = 0; at <= text.Length; at++)
        {
            char next = at < text.Length ? text[at] : ' ';
            if (next == '\\' && quote != '\'' && at + 1 < text.Length) word.Append(text[++at]);
            else if (quote != '\0' && next == quote) quote = '\0';
            else if (quote == '\0' && next is '"' or '\'' && at < text.Length) quote = next;
            else if (quote == '\0' && next is ' ' or '\t' && (quote == '\0' || at == text.Length))
            {
                if (word.Length > 0) words.Add(word.ToString());
                word.Clear();
            }
            else if (at < text.Length) word.Append(next);
        }

        if (quote != '\0') throw new FormatException($"'{text}' opens a quotation mark and does not close it.");
        return words;
    }
}
