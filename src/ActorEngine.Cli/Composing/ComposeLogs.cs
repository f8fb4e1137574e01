using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Composing;

internal static class ComposeLogs
{
    public static Verb Definition => new("compose logs", "show what services wrote")
    {
        Synopsis = ["[OPTIONS] [SERVICE...]"],
        Description = "Prints what the containers of a project wrote, each line behind its container's name. With --follow it goes on until all have ended, also over a restart of the engine.",
        Options =
        [
            Option.Flag("follow", "Go on as more is written.", 'f'),
            Option.Value("tail", "NUMBER", "Only the last so many lines of each; default all.", 'n'),
            Option.Value("since", "TIME", "Only what was written at this time or later."),
            Option.Value("until", "TIME", "Only what was written before this time."),
            Option.Flag("timestamps", "Begin each line with its time.", 't'),
            Option.Flag("no-log-prefix", "Show lines without their container's name."),
            Option.Flag("no-color", "Taken as Docker has it; there are no colours."),
            .. ComposeOptions.Table,
        ],
        Examples = [new("actorctl compose logs -f --tail 20 web worker", "Watch two services.")],
        SeeAlso = ["compose up", "logs"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        var arguments = call.Arguments;
        string project = ProjectFile.Name(call);
        await using var connection = await call.ConnectAsync();
        var containers = await ProjectCalls.ContainersAsync(connection, project, arguments.Operands);
        int? tail = arguments.Number("tail", text => text == "all" ? -1 : Numbers.Int(text)) is >= 0 and var lines ? lines : null;
        await new ProjectLogs(call, !arguments.Flag("no-log-prefix")).RunAsync(containers, container => new ReadLogs(container)
        {
            Follow = arguments.Flag("follow"),
            Tail = tail,
            Since = arguments.Number("since", text => Moments.Parse(text, call.Clock)),
            Until = arguments.Number("until", text => Moments.Parse(text, call.Clock)),
            Timestamps = arguments.Flag("timestamps"),
        }, CancellationToken.None);
        return 0;
    }
}
