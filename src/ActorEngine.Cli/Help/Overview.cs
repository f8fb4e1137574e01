using System.Text;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Verbs;

namespace ActorEngine.Cli.Help;

/// <summary>Help of the program as a whole.</summary>
internal static class Overview
{
    public static string Text()
    {
        var page = new StringBuilder();
        page.Append("NAME\n    actorctl - run and look after containers of an ActorEngine\n\n");
        page.Append("SYNOPSIS\n    actorctl [GLOBAL OPTIONS] VERB [OPTIONS] [OPERANDS]\n    actorctl help VERB\n\n");
        page.Append("VERBS\n");
        foreach (var group in VerbTable.Grouped)
        {
            page.Append($"  {group.Key}\n");
            foreach (var verb in group) page.Append($"    {verb.Name,-17}{verb.Summary}\n");
            page.Append('\n');
        }

        page.Append("GLOBAL OPTIONS\n");
        foreach (var option in GlobalOptions.Table)
        {
            page.Append($"    {ManualPage.Form(option)}\n");
            Paragraphs.Write(page, option.Help, 8);
        }

        page.Append("\nENVIRONMENT\n");
        page.Append("    ACTORENGINE_HOST\n        Engine to talk to, unix:///absolute/path.\n");
        page.Append("    ACTORENGINE_RUN\n        Run directory of the engine; its socket is engine.sock in it.\n");
        page.Append("    ACTORENGINE_RECONNECT\n        As --reconnect.\n\n");
        page.Append("EXAMPLES\n    actorctl run --rm -it busybox sh\n        Work in a new container until 'exit'.\n");
        page.Append("    actorctl help run\n        Read everything about a verb.\n");
        return page.ToString();
    }
}
