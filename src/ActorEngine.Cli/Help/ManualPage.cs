using System.Text;
using ActorEngine.Cli.CommandLine;

namespace ActorEngine.Cli.Help;

/// <summary>A verb's help, laid out as a manual page.</summary>
internal static class ManualPage
{
    public static string Text(Verb verb)
    {
        var page = new StringBuilder();
        Heading(page, "NAME");
        page.Append($"    actorctl {verb.Name} - {verb.Summary}\n\n");
        Heading(page, "SYNOPSIS");
        foreach (string form in verb.Synopsis) page.Append($"    actorctl {verb.Name} {form}".TrimEnd()).Append('\n');
        page.Append('\n');
        Heading(page, "DESCRIPTION");
        Paragraphs.Write(page, verb.Description, 4);
        page.Append('\n');
        Options(page, verb.Options);
        Heading(page, "EXIT STATUS");
        foreach (var (code, meaning) in ExitStatus(verb)) Item(page, code, meaning);
        page.Append('\n');
        if (verb.Examples.Count > 0)
        {
            Heading(page, "EXAMPLES");
            foreach (var example in verb.Examples) Item(page, example.Command, example.Meaning);
            page.Append('\n');
        }

        if (verb.SeeAlso.Count > 0)
        {
            Heading(page, "SEE ALSO");
            Paragraphs.Write(page, string.Join(", ", verb.SeeAlso.Select(name => $"actorctl {name}")), 4);
            page.Append('\n');
        }

        page.Length--;
        return page.ToString();
    }

    /// <summary>-x, --name VALUE.</summary>
    public static string Form(Option option)
    {
        string names = string.Join(", ", option.Aliases.Prepend(option.Name).Select(name => "--" + name));
        string letter = option.Short is { } known ? $"-{known}, " : "";
        return option.Kind == OptionKind.Flag ? letter + names : $"{letter}{names} {option.Placeholder}";
    }

    /// <summary>The options' part; one heading, and one below it for each section.</summary>
    public static void Options(StringBuilder page, IReadOnlyList<Option> options)
    {
        Heading(page, "OPTIONS");
        foreach (var section in options.GroupBy(option => option.Section))
        {
            if (section.Key.Length > 0) page.Append($"  {section.Key}\n");
            foreach (var option in section) Item(page, Form(option), option.Help + (option.Kind == OptionKind.List ? " May be given more than once." : ""));
            page.Append('\n');
        }

        if (options.Count > 0 && options[^1].Section.Length == 0) page.Length--;
        Item(page, Form(Parser.Help), Parser.Help.Help);
        page.Append('\n');
    }

    /// <summary>The codes all verbs share, and the verb's own.</summary>
    public static IEnumerable<ExitCode> ExitStatus(Verb verb)
    {
        if (!verb.ExitCodes.Any(code => code.Code == "0")) yield return new ExitCode("0", "Done.");
        foreach (var code in verb.ExitCodes) yield return code;
        if (verb.FailureCode == 125)
        {
            yield return new ExitCode("125", "The command line is wrong, or the engine could not do it.");
            yield break;
        }

        if (!verb.ExitCodes.Any(code => code.Code == "1")) yield return new ExitCode("1", "The engine could not do it, or does not answer; standard error says why.");
        yield return new ExitCode("125", "A flag is wrong.");
    }

    private static void Heading(StringBuilder page, string heading) => page.Append(heading).Append('\n');

    private static void Item(StringBuilder page, string term, string meaning)
    {
        page.Append($"    {term}\n");
        Paragraphs.Write(page, meaning, 8);
    }
}
