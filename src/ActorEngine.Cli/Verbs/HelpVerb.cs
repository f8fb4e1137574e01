using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Help;

namespace ActorEngine.Cli.Verbs;

internal static class HelpVerb
{
    public static Verb Definition => new("help", "show help")
    {
        Synopsis = ["[VERB]"],
        Description = "Shows the page of a verb, or lists the verbs.",
        Options = [Option.Flag("markdown", "Print the pages of all verbs as one Markdown document.")],
        Most = 2,
        Completes = Completes.Verb,
        Run = call =>
        {
            if (call.Arguments.Flag("markdown")) call.Console.Write(Reference.Markdown());
            else if (string.Join(' ', call.Arguments.Operands) is not { Length: > 0 } name) call.Console.Write(Overview.Text());
            else if (VerbTable.Families.Any(family => family.Key == name)) call.Console.Write(Overview.Family(name));
            else call.Console.Write(ManualPage.Text(VerbTable.Find(name) ?? throw Unknown(name)));
            return Task.FromResult(0);
        },
    };

    private static UsageException Unknown(string name)
    {
        string hint = Suggestion.For(name, VerbTable.Names) is { } near ? $" Did you mean '{near}'?" : "";
        return new UsageException($"there is no verb '{name}'.{hint}", 1);
    }
}
