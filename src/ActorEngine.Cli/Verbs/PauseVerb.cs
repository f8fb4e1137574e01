using ActorEngine.Cli.CommandLine;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class PauseVerb
{
    public static Verb Definition => ContainerVerb.Of("pause", "freeze all processes of containers",
        "Freezes every process of each container until 'unpause'. They notice nothing of it but the time that has passed.",
        (_, container) => new PauseContainer(container)) with
    {
        Completes = Completes.RunningContainer,
        SeeAlso = ["unpause", "stop"],
    };
}
