using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class StopVerb
{
    /// <summary>Shared with restart.</summary>
    public static IReadOnlyList<Option> Options =>
    [
        Option.Value("signal", "SIGNAL", "Signal to send first; default the container's, else TERM.", 's'),
        Option.Value("timeout", "SECONDS", "How long to wait before killing; default the container's, else 10; -1 for ever.", 't') with { Aliases = ["time"] },
    ];

    public static Verb Definition => ContainerVerb.Of("stop", "stop running containers",
        "Sends each container its stop signal, waits for it to exit, and kills it when it has not exited in time. A container that does not run is left as it is.",
        (call, container) => new StopContainer(container) { Signal = Signal(call), TimeoutSeconds = Timeout(call) }) with
    {
        Options = Options,
        Completes = Completes.RunningContainer,
        Examples =
        [
            new("actorctl stop web", "Stop a container, kindly."),
            new("actorctl stop -t 60 db", "Give a database a minute to write down what it has."),
            new("actorctl stop $(actorctl ps -q)", "Stop everything."),
        ],
        SeeAlso = ["kill", "restart", "start"],
    };

    public static string? Signal(Invocation call) => call.Arguments.Value("signal", SmallSyntax.Signal);

    public static int? Timeout(Invocation call) => call.Arguments.Number("timeout", text => Numbers.Within(text, -1, int.MaxValue));
}
