using System.Text;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Verbs;

namespace ActorEngine.Cli.Completion;

/// <summary>Completion for fish: one line for each verb, option and operand.</summary>
internal static class FishCompletion
{
    public static string Script()
    {
        var text = new StringBuilder("# fish completion for actorctl; made by 'actorctl completion fish'.\ncomplete -c actorctl -f\n");
        foreach (var option in GlobalOptions.Table) Option(text, option, "-n __fish_use_subcommand");
        foreach (var family in VerbTable.Families) text.Append($"complete -c actorctl -n __fish_use_subcommand -a {family.Key} -d {Quoted(string.Join(", ", family))}\n");
        foreach (var verb in VerbTable.All)
        {
            string[] words = verb.Name.Split(' ');
            string seen = "__fish_seen_subcommand_from ";
            string place = words.Length == 1 ? "__fish_use_subcommand" : Quoted(seen + words[0]);
            text.Append($"complete -c actorctl -n {place} -a {words[^1]} -d {Quoted(verb.Summary)}\n");
            // The second word of one verb may be the first of another.
            string others = words.Length == 1 ? string.Concat(VerbTable.Families.Select(family => $"; and not {seen}{family.Key}")) : "";
            string when = $"-n '{string.Join("; and ", words.Select(word => seen + word))}{others}'";
            foreach (var option in verb.Options.Append(Parser.Help)) Option(text, option, when);
            string command = CompletionWords.Command(verb.Completes), known = string.Join(' ', CompletionWords.Fixed(verb.Completes));
            if (command.Length > 0) text.Append($"complete -c actorctl {when} -a {Quoted($"({command})")}\n");
            else if (known.Length > 0) text.Append($"complete -c actorctl {when} -a {Quoted(known)}\n");
            else if (verb.Completes == Completes.File) text.Append($"complete -c actorctl {when} -F\n");
        }

        return text.ToString();
    }

    private static void Option(StringBuilder text, Option option, string when)
    {
        text.Append($"complete -c actorctl {when} -l {option.Name}");
        if (option.Short is { } letter) text.Append($" -s {letter}");
        if (option.Kind != OptionKind.Flag) text.Append(option.Completes == Completes.File ? " -rF" : " -x");
        if (option.Choices.Count > 0) text.Append($" -a {Quoted(string.Join(' ', option.Choices))}");
        text.Append($" -d {Quoted(option.Help)}\n");
    }

    // Within single quotes fish knows \' and \\ only.
    private static string Quoted(string text) => "'" + text.Replace("\\", "\\\\").Replace("'", "\\'") + "'";
}
