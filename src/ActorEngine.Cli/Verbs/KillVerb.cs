using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class KillVerb
{
    public static Verb Definition => ContainerVerb.Of("kill", "send running containers a signal",
        "Sends a signal, KILL unless another is named, to the main process of each container.",
        (call, container) => new KillContainer(container, call.Arguments.Value("signal", SmallSyntax.Signal) ?? "SIGKILL")) with
    {
        Options = [Option.Value("signal", "SIGNAL", "Signal to send, by name or number; default KILL.", 's')],
        Completes = Completes.RunningContainer,
        Examples = [new("actorctl kill -s HUP web", "Have a server read its configuration again.")],
        SeeAlso = ["stop"],
    };
}
