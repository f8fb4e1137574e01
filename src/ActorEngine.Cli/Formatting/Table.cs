using System.Text;

namespace ActorEngine.Cli.Formatting;

/// <summary>Lines up tab-separated lines in columns, three spaces apart and at least ten wide, as Docker does.</summary>
internal static class Table
{
    /// <param name="lines">Cells parted by tabs; the last cell of a line is never padded.</param>
    /// <param name="leastWidth">Width of the narrowest column, the space after it included.</param>
    public static string Render(IReadOnlyList<string> lines, int leastWidth = 10)
    {
        var rows = lines.Select(line => line.Split('\t')).ToList();
        var widths = new List<int>();
        foreach (string[] row in rows)
        {
            for (int column = 0; column < row.Length - 1; column++)
            {
                if (column == widths.Count) widths.Add(leastWidth);
                widths[column] = Math.Max(widths[column], Width(row[column]) + 3);
            }
        }

        var text = new StringBuilder();
        foreach (string[] row in rows)
        {
            for (int column = 0; column < row.Length; column++)
            {
                text.Append(row[column]);
                if (column < row.Length - 1) text.Append(' ', widths[column] - Width(row[column]));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    // Characters outside the basic plane count once.
    private static int Width(string cell) => cell.EnumerateRunes().Count();
}
