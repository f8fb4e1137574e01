using System.Text;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Verbs;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Completion;

/// <summary>Completion for fish: one line for each verb, option and operand.</summary>
internal static class FishCompletion
{
    public static string Script()
    {
        var text = new StringBuilder("# fish completion for actorctl; made by 'actorctl completion fish'.\ncomplete -c actorctl -f\n");
        foreach (var option in GlobalOptions.Table) Option(text, option, "-n __fish_use_subcommand");
        foreach (string group in VerbGroups.Names)
        {
            text.Append($"complete -c actorctl -n __fish_use_subcommand -a {group}\n");
            text.Append($"complete -c actorctl -n '__fish_seen_subcommand_from {group}' -a {Quoted(string.Join(' ', VerbGroups.Words(group)))}\n");
        }

        foreach (var verb in VerbTable.All)
        {
            if (!verb.Name.Contains(' ')) text.Append($"complete -c actorctl -n __fish_use_subcommand -a {verb.Name} -d {Quoted(verb.Summary)}\n");
            string when = $"-n '{string.Join("; and ", verb.Name.Split(' ').Select(word => $"__fish_seen_subcommand_from {word}"))}'";
            foreach (var option in verb.Options.Append(Parser.Help)) Option(text, option, when);
            string command = CompletionWords.Command(verb.Completes), words = string.Join(' ', CompletionWords.Fixed(verb.Completes));
            if (command.Length > 0) text.Append($"complete -c actorctl {when} -a {Quoted($"({command})")}\n");
            else if (words.Length > 0) text.Append($"complete -c actorctl {when} -a {Quoted(words)}\n");
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
