using ActorEngine.Cli.CommandLine;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class TagVerb
{
    public static Verb Definition => new("tag", "give an image another name")
    {
        Synopsis = ["IMAGE NAME[:TAG]"],
        Description = "Gives an image one name more. An image that has the name already loses it.",
        Least = 2,
        Most = 2,
        Completes = Completes.Image,
        SeeAlso = ["images", "rmi"],
        Run = async call =>
        {
            await call.AskAsync<Done>(new TagImage(new ImageReference(call.Arguments.Operands[0]), new ImageReference(call.Arguments.Operands[1])));
            return 0;
        },
    };
}
