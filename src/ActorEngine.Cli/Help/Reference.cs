using System.Text;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Verbs;

namespace ActorEngine.Cli.Help;

/// <summary>docs/cli.md: all pages in one, from the same tables.</summary>
internal static class Reference
{
    public static string Markdown()
    {
        var page = new StringBuilder("# actorctl\n\nGenerated from the verb tables in `src/ActorEngine.Cli` by `actorctl help --markdown`; a test keeps it current.\n\n");
        page.Append("```\n").Append(Overview.Text()).Append("```\n\n");
        foreach (var verb in VerbTable.All) One(page, verb);
        page.Length--;
        return page.ToString();
    }

    private static void One(StringBuilder page, Verb verb)
    {
        page.Append($"## {verb.Name}\n\n{Sentence(verb.Summary)}\n\n```\n");
        foreach (string form in verb.Synopsis) page.Append($"actorctl {verb.Name} {form}".TrimEnd()).Append('\n');
        page.Append("```\n\n").Append(verb.Description).Append("\n\n");
        if (verb.Options.Count > 0)
        {
            page.Append("| Option | |\n| --- | --- |\n");
            foreach (var option in verb.Options) page.Append($"| `{Cell(ManualPage.Form(option))}` | {Cell(option.Help)} |\n");
            page.Append('\n');
        }

        page.Append("| Exit status | |\n| --- | --- |\n");
        foreach (var (code, meaning) in ManualPage.ExitStatus(verb)) page.Append($"| {code} | {Cell(meaning)} |\n");
        page.Append('\n');
        foreach (var example in verb.Examples) page.Append($"- `{example.Command}`: {example.Meaning}\n");
        if (verb.Examples.Count > 0) page.Append('\n');
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";

    private static string Cell(string text) => text.Replace("|", "\\|");
}
