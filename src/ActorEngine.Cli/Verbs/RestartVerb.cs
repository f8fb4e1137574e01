using ActorEngine.Cli.CommandLine;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class RestartVerb
{
    public static Verb Definition => ContainerVerb.Of("restart", "stop and start containers",
        "Stops each container as 'stop' does where it runs, and starts it.",
        (call, container) => new RestartContainer(container) { Signal = StopVerb.Signal(call), TimeoutSeconds = StopVerb.Timeout(call) }) with
    {
        Options = StopVerb.Options,
        SeeAlso = ["stop", "start"],
    };
}
