using System.Text;

namespace ActorEngine.Cli.Values;

/// <summary>A comma-separated line whose fields may be quoted as in CSV (RFC 4180).</summary>
internal static class CommaList
{
    public static IReadOnlyList<string> Split(string text)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        for (int at = 0; at < text.Length; at++)
        {
            char next = text[at];
            if (quoted && next == '"' && at + 1 < text.Length && text[at + 1] == '"') field.Append(text[++at]);
            else if (next == '"') quoted = !quoted;
            else if (next == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else field.Append(next);
        }

        if (quoted) throw new FormatException($"'{text}' opens a quotation mark and does not close it.");
        fields.Add(field.ToString());
        return fields;
    }
}
