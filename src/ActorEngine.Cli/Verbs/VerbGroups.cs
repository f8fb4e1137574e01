using System.Text;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Verbs;

/// <summary>Docker's longer spellings: a group's word before the verb, such as <c>image ls</c>. Verbs that exist only in a group have both words as their name.</summary>
internal static class VerbGroups
{
    // Second word, the verb it stands for, and words that are put before what was given.
    private static readonly Dictionary<string, (string Word, string Verb, string[] Given)[]> Aliases = new(StringComparer.Ordinal)
    {
        ["image"] =
        [
            ("ls", "images", []), ("list", "images", []), ("rm", "rmi", []), ("remove", "rmi", []), ("inspect", "inspect", ["--type", "image"]),
            ("history", "history", []), ("import", "import", []), ("load", "load", []), ("save", "save", []), ("tag", "tag", []),
            ("build", "build", []), ("pull", "pull", []), ("push", "push", []),
        ],
        ["container"] =
        [
            ("ls", "ps", []), ("list", "ps", []), ("ps", "ps", []), ("rm", "rm", []), ("remove", "rm", []), ("inspect", "inspect", ["--type", "container"]),
            .. Same("attach", "commit", "cp", "create", "diff", "exec", "export", "kill", "logs", "pause", "rename", "restart", "run", "start", "stats", "stop", "top", "unpause", "update", "wait"),
        ],
        ["system"] = [.. Same("events", "info")],
        ["network"] = [("list", "network ls", []), ("remove", "network rm", [])],
        ["compose"] = [],
        ["volume"] = [("list", "volume ls", []), ("remove", "volume rm", [])],
    };

    public static IEnumerable<string> Names => Aliases.Keys;

    public static bool IsGroup(string word) => Aliases.ContainsKey(word);

    /// <summary>Second words of a group that stand for something.</summary>
    public static IEnumerable<string> Words(string group) =>
        Aliases[group].Where(alias => VerbTable.Find(alias.Verb) is not null).Select(alias => alias.Word)
            .Concat(VerbTable.Names.Where(name => name.StartsWith(group + " ", StringComparison.Ordinal)).Select(name => name[(group.Length + 1)..]));

    /// <summary>Other spellings of a verb.</summary>
    public static IEnumerable<string> SpellingsOf(string verb) =>
        Aliases.SelectMany(group => group.Value.Where(alias => alias.Verb == verb).Select(alias => $"{group.Key} {alias.Word}"));

    /// <summary>The verb that a group and a word mean, and what to put before the words that follow; null when there is none.</summary>
    public static (CommandLine.Verb Verb, IReadOnlyList<string> Given)? Find(string group, string word)
    {
        if (VerbTable.Find($"{group} {word}") is { } own) return (own, []);
        foreach (var alias in Aliases[group])
            if (alias.Word == word && VerbTable.Find(alias.Verb) is { } verb) return (verb, alias.Given);
        return null;
    }

    /// <summary>What a group holds.</summary>
    public static string Help(string group)
    {
        var page = new StringBuilder($"SYNOPSIS\n    actorctl {group} VERB [OPTIONS] [OPERANDS]\n\nVERBS\n");
        foreach (string word in Words(group).Order(StringComparer.Ordinal))
        {
            var (verb, _) = Find(group, word)!.Value;
            page.Append($"    {word,-12}{verb.Summary}\n");
        }

        return page.ToString();
    }

    private static IEnumerable<(string, string, string[])> Same(params string[] words) => words.Select(word => (word, word, Array.Empty<string>()));
}
