using System.Text;
using ActorEngine.Compose.Yaml;

namespace ActorEngine.Compose.Interpolation;

/// <summary>Reads KEY=VALUE files: <c>.env</c> and those of env_file. Quotes, comments, export and variables are as in the compose specification.</summary>
internal static class EnvironmentFile
{
    /// <summary>Its variables in order. One named without a value takes the one of <paramref name="variables"/>, and is left out where there is none.</summary>
    /// <exception cref="ComposeException">A line is not understood.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string file, string text, Func<string, string?> variables)
    {
        var found = new List<KeyValuePair<string, string>>();
        var warnings = new List<string>();
        var expand = new Interpolator(name => variables(name) ?? (found.FindLast(pair => pair.Key == name) is { Key: not null } own ? own.Value : null), warnings);
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int number = 0; number < lines.Length; number++)
        {
            var place = new SourcePlace(file, number + 1);
            string line = lines[number].Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            if (line.StartsWith("export ", StringComparison.Ordinal)) line = line[7..].TrimStart();
            int equals = line.IndexOf('=');
            string key = (equals < 0 ? line : line[..equals]).TrimEnd();
            if (key.Length == 0 || key.Any(here => char.IsWhiteSpace(here) || here is '"' or '\'')) throw new ComposeException(place, "", $"'{line}' is not KEY=VALUE");
            if (equals < 0)
            {
                if (variables(key) is { } inherited) found.Add(new(key, inherited));
                continue;
            }

            string value = line[(equals + 1)..].TrimStart();
            if (value is ['"' or '\'', ..]) value = Quoted(value, lines, ref number, place, expand);
            else value = Expanded(Uncommented(value), place, expand);
            found.Add(new(key, value));
        }

        return found;
    }

    private static string Uncommented(string value)
    {
        int hash = value.StartsWith('#') ? 0 : value.IndexOf(" #", StringComparison.Ordinal);
        return (hash < 0 ? value : value[..hash]).TrimEnd();
    }

    /// <summary>A quoted value, which may go on over further lines.</summary>
    private static string Quoted(string value, string[] lines, ref int number, SourcePlace place, Interpolator expand)
    {
        char quote = value[0];
        var inside = new StringBuilder();
        string rest = value[1..];
        while (true)
        {
            for (int at = 0; at < rest.Length; at++)
            {
                if (rest[at] == quote) return quote == '"' ? Expanded(inside.ToString(), place, expand) : inside.ToString();
                if (rest[at] == '\\' && at + 1 < rest.Length && (quote == '"' || rest[at + 1] == '\'')) inside.Append(Escaped(rest[++at]));
                else inside.Append(rest[at]);
            }

            if (++number >= lines.Length) throw new ComposeException(place, "", $"the closing {quote} is missing");
            inside.Append('\n');
            rest = lines[number];
        }
    }

    private static string Escaped(char letter) => letter switch { 'n' => "\n", 'r' => "\r", 't' => "\t", '$' => "$$", '"' or '\\' or '\'' => letter.ToString(), _ => $"\\{letter}" };

    private static string Expanded(string value, SourcePlace place, Interpolator expand) =>
        value.Contains('$') ? ((TextNode)expand.Apply(new TextNode(place, value))).Text : value;
}
