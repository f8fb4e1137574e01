using System.Text;
using ActorEngine.Compose.Yaml;

namespace ActorEngine.Compose.Interpolation;

/// <summary>Puts variables into the values of a file; keys stay as they are. Compose specification: interpolation.</summary>
internal sealed class Interpolator(Func<string, string?> variables, ICollection<string> warnings)
{
    /// <exception cref="ComposeException">A required variable is missing, or a form is not understood.</exception>
    public Node Apply(Node node, string path = "") => node switch
    {
        TextNode text when text.Text.Contains('$') => text with { Text = Expand(text.Text, new Site(text.Place, path)), IsNull = false },
        ListNode list => list with { Items = [.. list.Items.Select((item, number) => Apply(item, $"{path}[{number}]"))] },
        MapNode map => map with { Entries = [.. map.Entries.Select(entry => entry with { Value = Apply(entry.Value, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}") })] },
        _ => node,
    };

    private readonly record struct Site(SourcePlace Place, string Path)
    {
        public ComposeException Wrong(string problem) => new(Place, Path, problem);
    }

    private string Expand(string text, Site site)
    {
        var into = new StringBuilder(text.Length);
        int at = 0;
        while (at < text.Length)
        {
            char here = text[at++];
            if (here != '$')
            {
                into.Append(here);
                continue;
            }

            char next = at < text.Length ? text[at] : '\0';
            if (next == '$')
            {
                into.Append('$');
                at++;
            }
            else if (next == '{')
            {
                int end = Closing(text, at, site);
                into.Append(Braced(text[(at + 1)..end], site));
                at = end + 1;
            }
            else if (IsFirst(next))
            {
                int from = at;
                while (at < text.Length && IsName(text[at])) at++;
                into.Append(Plain(text[from..at], site));
            }
            else
            {
                throw site.Wrong($"'{text}': a $ that is no variable is written $$");
            }
        }

        return into.ToString();
    }

    /// <summary>The brace that closes the one at <paramref name="open"/>; defaults may have variables in them.</summary>
    private static int Closing(string text, int open, Site site)
    {
        int depth = 0;
        for (int at = open; at < text.Length; at++)
        {
            if (text[at] == '{' && at > 0 && text[at - 1] == '$') depth++;
            else if (text[at] == '}' && --depth == 0) return at;
        }

        throw site.Wrong($"'{text}': a closing brace is missing");
    }

    private string Braced(string inside, Site site)
    {
        int at = 0;
        while (at < inside.Length && IsName(inside[at])) at++;
        string name = inside[..at], rest = inside[at..];
        if (name.Length == 0 || !IsFirst(name[0])) throw site.Wrong($"'${{{inside}}}' names no variable");
        if (rest.Length == 0) return Plain(name, site);
        bool colon = rest[0] == ':';
        if (colon) rest = rest[1..];
        if (rest.Length == 0 || rest[0] is not ('-' or '?' or '+')) throw site.Wrong($"'${{{inside}}}' is not understood; write ${{{name}:-DEFAULT}}, ${{{name}:?MESSAGE}} or ${{{name}:+VALUE}}");
        string? value = variables(name);
        bool present = value is not null && !(colon && value.Length == 0);
        string word = rest[1..];
        return rest[0] switch
        {
            '-' => present ? value! : Expand(word, site),
            '+' => present ? Expand(word, site) : "",
            _ => present ? value! : throw site.Wrong($"the variable {name} is required{(word.Length > 0 ? $": {Expand(word, site)}" : "")}"),
        };
    }

    private string Plain(string name, Site site)
    {
        if (variables(name) is { } value) return value;
        string warning = $"{site.Place}: the variable {name} is not set; nothing stands in its place.";
        if (!warnings.Contains(warning)) warnings.Add(warning);
        return "";
    }

    private static bool IsFirst(char here) => char.IsAsciiLetter(here) || here == '_';

    private static bool IsName(char here) => char.IsAsciiLetterOrDigit(here) || here == '_';
}
