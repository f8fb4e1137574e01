using System.Text;

namespace ActorEngine.Cli.Help;

/// <summary>Fills text to a width of 78 columns.</summary>
internal static class Paragraphs
{
    public const int Width = 78;

    /// <summary>Writes paragraphs parted by blank lines, indented; lines that begin with a space stay as they are.</summary>
    public static void Write(StringBuilder page, string text, int indent)
    {
        string margin = new(' ', indent);
        var words = new List<string>();
        foreach (string line in text.Split('\n'))
        {
            if (line.Length > 0 && line[0] != ' ')
            {
                words.AddRange(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
                continue;
            }

            Fill(page, words, margin);
            page.Append(line.Length == 0 ? "" : margin + line).Append('\n');
        }

        Fill(page, words, margin);
    }

    private static void Fill(StringBuilder page, List<string> words, string margin)
    {
        int column = 0;
        foreach (string word in words)
        {
            if (column > 0 && column + 1 + word.Length > Width)
            {
                page.Append('\n');
                column = 0;
            }

            page.Append(column == 0 ? margin : " ").Append(word);
            column += word.Length + (column == 0 ? margin.Length : 1);
        }

        if (words.Count > 0) page.Append('\n');
        words.Clear();
    }
}
