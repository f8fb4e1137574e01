using ActorEngine.Cli.CommandLine;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class UnpauseVerb
{
    public static Verb Definition => ContainerVerb.Of("unpause", "let paused containers go on",
        "Lets the processes of each container go on where 'pause' froze them.",
        (_, container) => new UnpauseContainer(container)) with
    {
        Completes = Completes.RunningContainer,
        SeeAlso = ["pause"],
    };
}
