using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Verbs;

internal static class LogsVerb
{
    public static Verb Definition => new("logs", "show what a container wrote")
    {
        Synopsis = ["[OPTIONS] CONTAINER"],
        Description = """
            Prints what a container wrote to standard output and standard error, to the stream of the same name. With --follow it goes on until the container exits, also over a restart of the engine, without a byte lost or repeated.

            Times for --since and --until are RFC 3339 such as 2026-01-31T12:00:00Z, Unix seconds, or a duration before now such as 10m.
            """,
        Options =
        [
            Option.Flag("follow", "Go on as more is written.", 'f'),
            Option.Value("since", "TIME", "Only what was written at this time or later."),
            Option.Value("until", "TIME", "Only what was written before this time."),
            Option.Value("tail", "NUMBER", "Only the last so many lines; default all.", 'n'),
            Option.Flag("details", "Begin each line with the labels and variables that the container's log options name."),
            Option.Flag("timestamps", "Begin each line with its time.", 't'),
        ],
        Least = 1,
        Most = 1,
        Completes = Completes.Container,
        Examples =
        [
            new("actorctl logs -f --tail 20 web", "Watch, beginning with the last lines."),
            new("actorctl logs --since 1h --timestamps web 2>&1 >/dev/null", "What went to standard error in the last hour?"),
        ],
        SeeAlso = ["attach", "events"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        var arguments = call.Arguments;
        var first = new ReadLogs(new ContainerReference(arguments.Operands[0]))
        {
            Follow = arguments.Flag("follow"),
            Tail = arguments.Number("tail", Tail) is >= 0 and var lines ? lines : null,
            Since = arguments.Number("since", text => Moments.Parse(text, call.Clock)),
            Until = arguments.Number("until", text => Moments.Parse(text, call.Clock)),
            Timestamps = arguments.Flag("timestamps"),
            Details = arguments.Flag("details"),
        };
        var relay = new OutputRelay(call.Console);
        await using var link = new Resuming(call);
        return await link.RunAsync((connection, lost) => ReadAsync(connection, relay, first, lost));
    }

    private static async Task<int> ReadAsync(EngineConnection connection, OutputRelay relay, ReadLogs request, int lost)
    {
        // Before the first position the same question gives the same bytes again, except that --tail counts from another end by then.
        if (lost > 0) relay.Point.Restart(fromStart: request.Tail is null);
        if (relay.Point.Position is { } position) request = request with { From = position, Tail = null };
        await using var stream = connection.Open(request);
        await relay.RunAsync(stream, null, CancellationToken.None);
        return 0;
    }

    private static int Tail(string text) => text == "all" ? -1 : Numbers.Int(text);
}
