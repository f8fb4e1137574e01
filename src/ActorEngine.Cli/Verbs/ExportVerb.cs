using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class ExportVerb
{
    public static Verb Definition => new("export", "write a container's file system to an archive")
    {
        Synopsis = ["[OPTIONS] CONTAINER"],
        Description = "Writes the whole file system of a container as a tar archive, whether it runs or not, without what is mounted in it.",
        Options = [Download.Option],
        Least = 1,
        Most = 1,
        Completes = Completes.Container,
        Examples = [new("actorctl export web | tar tf -", "List it.")],
        SeeAlso = ["import", "cp", "save"],
        Run = call => Download.RunAsync(call, new ExportContainer(new ContainerReference(call.Arguments.Operands[0]))),
    };
}
