using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Options;

/// <summary>Which streams are joined, and the terminal.</summary>
internal static class TerminalOptions
{
    public static IReadOnlyList<Option> Table => ContainerOptions.Under("Streams",
        Option.Flag("interactive", "Keep the program's standard input open and feed it from here.", 'i'),
        Option.Flag("tty", "Give the program a terminal.", 't'),
        Option.List("attach", "STREAM", "Join stdin, stdout or stderr only; default both outputs, and stdin with -i.", 'a') with { Choices = ["stdin", "stdout", "stderr"] });

    public static ContainerSettings Apply(ContainerSettings settings, Arguments arguments)
    {
        var streams = arguments.List("attach", Stream);
        bool stdin = arguments.Flag("interactive");
        return settings with
        {
            Tty = arguments.Flag("tty"),
            OpenStdin = stdin,
            StdinOnce = stdin && (streams.Count == 0 || streams.Contains("stdin")) && !(arguments.Verb.Find("detach") is not null && arguments.Flag("detach")),
        };
    }

    /// <summary>The streams asked for with --attach, or the default ones.</summary>
    public static (bool Stdin, bool Stdout, bool Stderr) Joined(Arguments arguments)
    {
        var streams = arguments.List("attach", Stream);
        return streams.Count == 0
            ? (arguments.Flag("interactive"), true, true)
            : (streams.Contains("stdin") && arguments.Flag("interactive"), streams.Contains("stdout"), streams.Contains("stderr"));
    }

    /// <summary>The option of all verbs that join a terminal.</summary>
    public static Option DetachKeysOption => Option.Value("detach-keys", "KEYS", $"Keys that leave the container running and end actorctl; default {DetachKeys.Default}.");

    /// <summary>The option of all verbs that pass signals on.</summary>
    public static Option SignalProxyOption => Option.Flag("sig-proxy", "Pass signals on to the program when it has no terminal; default true.");

    /// <summary>The detach sequence given or the default one.</summary>
    public static byte[] Keys(Arguments arguments) => arguments.Value("detach-keys", DetachKeys.Parse) ?? DetachKeys.Parse(DetachKeys.Default);

    private static string Stream(string text) => text.ToLowerInvariant() is ("stdin" or "stdout" or "stderr") and var name
        ? name
        : throw new FormatException($"'{text}' is not a stream; write stdin, stdout or stderr.");
}
