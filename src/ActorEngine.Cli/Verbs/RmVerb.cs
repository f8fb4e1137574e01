using ActorEngine.Cli.CommandLine;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class RmVerb
{
    public static Verb Definition => ContainerVerb.Of("rm", "remove containers",
        "Removes each container with its logs and all it wrote to its file system. One that runs is removed with --force only.",
        (call, container) => new RemoveContainer(container, call.Arguments.Flag("force")) { Volumes = call.Arguments.Flag("volumes") }) with
    {
        Options =
        [
            Option.Flag("force", "Kill it first where it runs.", 'f'),
            Option.Flag("volumes", "Remove its anonymous volumes too.", 'v'),
        ],
        Examples = [new("actorctl rm $(actorctl ps -aq -f status=exited)", "Remove all that has exited.")],
        SeeAlso = ["stop", "rmi"],
    };
}
