using System.Text.RegularExpressions;

namespace ActorEngine.Builder;

/// <summary>The comments at the very top of a Dockerfile that tell how to read it (Dockerfile reference, "Parser directives").</summary>
internal sealed partial record ParserDirectives
{
    private static readonly string[] Known = ["syntax", "escape", "check"];

    /// <summary>Continues lines and takes the meaning from the next character.</summary>
    public char Escape { get; init; } = '\\';

    /// <summary>Another front end that the file asks for; this one reads every file itself.</summary>
    public string? Syntax { get; init; }

    /// <summary>What to check: <c>skip=...</c> and <c>error=true</c>.</summary>
    public string? Check { get; init; }

    /// <summary>Where <see cref="Check"/> stands.</summary>
    public SourcePlace? CheckPlace { get; init; }

    public static ParserDirectives Read(string file, IReadOnlyList<string> lines)
    {
        var found = new ParserDirectives();
        HashSet<string> seen = [];
        for (int i = 0; i < lines.Count; i++)
        {
            if (i == 0 && lines[i].StartsWith("#!", StringComparison.Ordinal)) continue;
            Match match = Form().Match(lines[i]);
            if (!match.Success) break;
            string name = match.Groups["name"].Value.ToLowerInvariant(), value = match.Groups["value"].Value;
            if (!Known.Contains(name)) continue;
            var place = new SourcePlace(file, i + 1, lines[i]);
            if (!seen.Add(name)) throw new DockerfileException(place, $"the parser directive '{name}' stands here a second time", "each directive once");
            found = name switch
            {
                "syntax" => found with { Syntax = value },
                "check" => found with { Check = value, CheckPlace = place },
                _ => found with { Escape = value is "\\" or "`" ? value[0] : throw new DockerfileException(place, $"'{value}' cannot be the escape character", "escape=\\ or escape=`") },
            };
        }

        return found;
    }

    [GeneratedRegex(@"\A#\s*(?<name>[A-Za-z][A-Za-z0-9]*)\s*=\s*(?<value>.+?)\s*\z")]
    private static partial Regex Form();
}
