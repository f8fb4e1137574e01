using ActorEngine.Cli.CommandLine;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class RenameVerb
{
    public static Verb Definition => new("rename", "give a container another name")
    {
        Synopsis = ["CONTAINER NAME"],
        Description = "Gives a container, running or not, another name. Its id stays.",
        Least = 2,
        Most = 2,
        Completes = Completes.Container,
        Run = async call =>
        {
            await call.AskAsync<Done>(new RenameContainer(new ContainerReference(call.Arguments.Operands[0]), call.Arguments.Operands[1]));
            return 0;
        },
    };
}
