using ActorEngine.Cli.CommandLine;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Completion;

/// <summary>What all three scripts are made of.</summary>
internal static class CompletionWords
{
    /// <summary>The shell command that lists what may stand in a place; empty for files and for nothing.</summary>
    public static string Command(Completes what) => what switch
    {
        Completes.Container => "actorctl ps -a --format '{{.Names}}' 2>/dev/null",
        Completes.RunningContainer => "actorctl ps --format '{{.Names}}' 2>/dev/null",
        Completes.Network => "actorctl network ls --format '{{.Name}}' 2>/dev/null",
        Completes.Volume => "actorctl volume ls --format '{{.Name}}' 2>/dev/null",
        Completes.Image or Completes.ImageThenNothing => "actorctl images --format '{{.Repository}}:{{.Tag}}' 2>/dev/null",
        _ => "",
    };

    /// <summary>Words that may stand in a place, known beforehand.</summary>
    public static IEnumerable<string> Fixed(Completes what) => what switch
    {
        Completes.Verb => Verbs.VerbTable.Names.Where(name => !name.Contains(' ')),
        Completes.Shell => ["bash", "zsh", "fish"],
        _ => [],
    };

    /// <summary>All spellings of options that take a value.</summary>
    public static IEnumerable<string> WithValue(Verb verb) => verb.Options.Where(option => option.Kind != OptionKind.Flag).SelectMany(Spellings);

    /// <summary>--name, its other names, and -x.</summary>
    public static IEnumerable<string> Spellings(Option option)
    {
        foreach (string name in option.Aliases.Prepend(option.Name)) yield return "--" + name;
        if (option.Short is { } letter) yield return $"-{letter}";
    }

    /// <summary>Text within single quotes of a shell.</summary>
    public static string Quoted(string text) => "'" + text.Replace("'", "'\\''") + "'";
}
