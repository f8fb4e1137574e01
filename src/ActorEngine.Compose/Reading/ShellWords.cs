using System.Text;

namespace ActorEngine.Compose.Reading;

/// <summary>Splits a command as a shell does: quotes and backslashes, nothing expanded.</summary>
internal static class ShellWords
{
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool inside = false;
        char quote = '\0';
        for (int at = 0; at < text.Length; at++)
        {
            char here = text[at];
            if (here == '\\' && quote != '\'' && at + 1 < text.Length)
            {
                char next = text[++at];
                if (quote == '"' && next is not ('"' or '\\' or '$' or '`')) word.Append('\\');
                word.Append(next);
                inside = true;
            }
            else if (quote != '\0')
            {
                if (here == quote) quote = '\0';
                else word.Append(here);
            }
            else if (here is '"' or '\'')
            {
                quote = here;
                inside = true;
            }
            else if (char.IsWhiteSpace(here))
            {
                if (inside) words.Add(word.ToString());
                word.Clear();
                inside = false;
            }
            else
            {
                word.Append(here);
                inside = true;
            }
        }

        if (quote != '\0') throw new FormatException($"the closing {quote} is missing");
        if (inside) words.Add(word.ToString());
        return words;
    }
}
