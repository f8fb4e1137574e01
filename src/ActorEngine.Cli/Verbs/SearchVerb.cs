using ActorEngine.Cli.CommandLine;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class SearchVerb
{
    public static Verb Definition => new("search", "look for images in a registry")
    {
        Synopsis = ["TERM"],
        Description = "Looks for images in a registry that has a search. The distribution-spec knows none, so that registries which follow it cannot be searched, and the answer says so.",
        Least = 1,
        Most = 1,
        SeeAlso = ["images"],
        Run = async call =>
        {
            await call.AskAsync<Done>(new SearchImages(call.Arguments.Operands[0]));
            return 0;
        },
    };
}
