using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Options;

/// <summary>The program: entry point, environment, user, directory, signals.</summary>
internal static class ProcessOptions
{
    public static IReadOnlyList<Option> Table => ContainerOptions.Under("Program",
        Option.Value("entrypoint", "PROGRAM", "Program to run instead of the image's entry point, whose default arguments are dropped with it; '' clears it."),
        Option.List("env", "NAME[=VALUE]", "Set an environment variable; a bare NAME takes its value from the caller.", 'e'),
        Option.List("env-file", "FILE", "Set the variables in a file, one NAME=VALUE a line; --env overrides it.") with { Completes = Completes.File },
        Option.Value("workdir", "DIRECTORY", "Directory to start in.", 'w'),
        Option.Value("user", "USER[:GROUP]", "User and group, names of the image or numbers.", 'u'),
        Option.List("group-add", "GROUP", "Further group of the program, a name of the image or a number."),
        Option.Flag("init", "Run the engine's init as process 1; it reaps orphans and passes signals on."),
        Option.Value("stop-signal", "SIGNAL", "Signal that 'stop' sends first; default the image's, else TERM."),
        Option.Value("stop-timeout", "SECONDS", "How long 'stop' waits before it kills; default 10, -1 for ever."));

    public static ContainerSettings Apply(ContainerSettings settings, Arguments arguments, Func<string, string?> environment) => settings with
    {
        Entrypoint = arguments.Value("entrypoint") is { } program ? [program] : null,
        Environment = Environment(arguments, environment),
        WorkingDirectory = arguments.Value("workdir", Directory),
        User = arguments.Value("user"),
        Groups = arguments.List("group-add"),
        Init = arguments.FlagOrNull("init"),
        StopSignal = arguments.Value("stop-signal", SmallSyntax.Signal),
        StopTimeoutSeconds = arguments.Number("stop-timeout", text => Numbers.Within(text, -1, int.MaxValue)),
    };

    /// <summary>Files first, then --env; a bare name is looked up, and passed on bare (which removes it) when the caller has none. Also for exec.</summary>
    public static IReadOnlyList<string> Environment(Arguments arguments, Func<string, string?> environment)
    {
        var entries = new List<string>();
        foreach (var lines in arguments.List("env-file", file => KeyValueFiles.Read(file, environment))) entries.AddRange(lines);
        foreach (string entry in arguments.List("env"))
        {
            int equals = entry.IndexOf('=');
            if (equals == 0 || entry.Length == 0) throw arguments.Wrong("env", $"'{entry}' has no name before '='.");
            entries.Add(equals > 0 ? entry : environment(entry) is { } value ? $"{entry}={value}" : entry);
        }

        return entries;
    }

    private static string Directory(string text) =>
        text.StartsWith('/') ? text : throw new FormatException($"'{text}' is not an absolute path in the container.");
}
