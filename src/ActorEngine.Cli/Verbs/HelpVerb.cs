using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Help;

namespace ActorEngine.Cli.Verbs;

internal static class HelpVerb
{
    public static Verb Definition => new("help", "show help")
    {
        Synopsis = ["[VERB]", "GROUP VERB"],
        Description = "Shows the page of a verb, or lists the verbs.",
        Options = [Option.Flag("markdown", "Print the pages of all verbs as one Markdown document.")],
        Most = 2,
        Completes = Completes.Verb,
        Run = call =>
        {
            if (call.Arguments.Flag("markdown")) call.Console.Write(Reference.Markdown());
            else if (call.Arguments.Operands.Count == 0) call.Console.Write(Overview.Text());
            else if (call.Arguments.Operands is [var group] && VerbGroups.IsGroup(group)) call.Console.Write(VerbGroups.Help(group));
            else call.Console.Write(ManualPage.Text(Find(call.Arguments.Operands)));
            return Task.FromResult(0);
        },
    };

    private static Verb Find(IReadOnlyList<string> words) =>
        (words is [var group, var word] ? VerbGroups.IsGroup(group) ? VerbGroups.Find(group, word)?.Verb : null : VerbTable.Find(words[0])) ?? throw Unknown(string.Join(' ', words));

    private static UsageException Unknown(string name)
    {
        string hint = Suggestion.For(name, VerbTable.Names) is { } near ? $" Did you mean '{near}'?" : "";
        return new UsageException($"there is no verb '{name}'.{hint}", 1);
    }
}
