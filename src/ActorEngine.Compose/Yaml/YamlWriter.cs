using System.Text;

namespace ActorEngine.Compose.Yaml;

/// <summary>Writes nodes as YAML in block style.</summary>
internal static class YamlWriter
{
    public static string Write(MapNode root)
    {
        var text = new StringBuilder();
        Map(text, root, 0);
        return text.ToString();
    }

    private static void Map(StringBuilder text, MapNode map, int depth)
    {
        foreach (var (key, _, value) in map.Entries)
        {
            text.Append(' ', depth * 2).Append(Word(key)).Append(':');
            Value(text, value, depth + 1);
        }
    }

    private static void Value(StringBuilder text, Node value, int depth)
    {
        switch (value)
        {
            case MapNode { Entries.Count: > 0 } map:
                text.Append('\n');
                Map(text, map, depth);
                break;
            case ListNode { Items.Count: > 0 } list:
                text.Append('\n');
                foreach (var item in list.Items)
                {
                    text.Append(' ', depth * 2).Append('-');
                    Value(text, item, depth + 1);
                }

                break;
            default:
                text.Append(' ').Append(value switch { MapNode => "{}", ListNode => "[]", TextNode { IsNull: true } => "null", TextNode scalar => Scalar(scalar), _ => "" }).Append('\n');
                break;
        }
    }

    /// <summary>What stood without quotes may be a number or a flag, and goes without.</summary>
    private static string Scalar(TextNode scalar) => scalar.Quoted || !IsPlain(scalar.Text) ? Quote(scalar.Text) : scalar.Text;

    private static string Word(string key) => IsPlain(key) ? key : Quote(key);

    private static bool IsPlain(string text) => text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-' or '/') && text[0] is not ('-' or '.');

    // A reader puts variables in.
    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\t", "\\t").Replace("\r", "\\r").Replace("$", "$$")}\"";
}
