using System.Globalization;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Cli.Streams;
using ActorEngine.Contracts;
using ActorEngine.Shapes;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Verbs;

internal static class StatsVerb
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        new("ID", "CONTAINER ID"), new("Name", "NAME"), new("CPUPerc", "CPU %"), new("MemUsage", "MEM USAGE / LIMIT"), new("MemPerc", "MEM %"),
        new("NetIO", "NET I/O"), new("BlockIO", "BLOCK I/O"), new("PIDs", "PIDS"), new("Container", "CONTAINER", false),
    ];

    public static Verb Definition => new("stats", "show what containers use")
    {
        Synopsis = ["[OPTIONS] [CONTAINER...]"],
        Description = "Shows CPU, memory, network and block I/O of the containers named, or of all that run, anew each second until ctrl-c. CPU is in percent of one CPU. Memory leaves the page cache out.",
        Options =
        [
            Option.Flag("all", "Also those that do not run.", 'a'),
            Rows.Option,
            Option.Flag("no-stream", "Show once and end."),
            Option.Flag("no-trunc", "Do not shorten ids."),
        ],
        Completes = Completes.RunningContainer,
        Examples = [new("actorctl stats --no-stream --format '{{.Name}} {{.MemUsage}}'", "Look once, with two columns.")],
        SeeAlso = ["top", "update"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        var rows = new Rows(call.Arguments, Columns);
        bool whole = call.Arguments.Flag("no-trunc");
        var get = new GetStats
        {
            Containers = [.. call.Arguments.Operands.Select(name => new ContainerReference(name))],
            All = call.Arguments.Flag("all"),
            Stream = !call.Arguments.Flag("no-stream"),
        };
        string Render(StatsSnapshot snapshot) => rows.Render(snapshot.Containers.Select(stats => Row(stats, whole)));
        if (!get.Stream)
        {
            call.Console.Write(Render(await call.AskAsync<StatsSnapshot>(get)));
            return 0;
        }

        bool redraw = rows.IsTable && call.Console.OutputIsTerminal;
        await using var connection = await call.ConnectAsync();
        await using var stream = connection.Open(get);
        await foreach (var element in stream.ReadAsync())
        {
            if (element is StreamElement.Item { Value: StatsSnapshot snapshot })
                call.Console.Write(redraw ? "\e[H" + Render(snapshot).Replace("\n", "\e[K\n") + "\e[J" : Render(snapshot));
            if (element is StreamElement.End { Reply: Fault fault }) throw new FaultException(fault);
        }

        return 0;
    }

    internal static Fields Row(ContainerStats stats, bool whole)
    {
        double share = stats.MemoryLimit > 0 ? 100.0 * stats.MemoryBytes / stats.MemoryLimit : 0;
        return new Fields
        {
            ["BlockIO"] = $"{Human.Size(stats.BlockReadBytes, 3)} / {Human.Size(stats.BlockWrittenBytes, 3)}",
            ["CPUPerc"] = stats.CpuPercent.ToString("0.00", CultureInfo.InvariantCulture) + "%",
            ["Container"] = stats.Id.Short,
            ["ID"] = whole ? stats.Id.Value : stats.Id.Short,
            ["MemPerc"] = share.ToString("0.00", CultureInfo.InvariantCulture) + "%",
            ["MemUsage"] = $"{Human.BinarySize(stats.MemoryBytes)} / {Human.BinarySize(stats.MemoryLimit)}",
            ["Name"] = stats.Name,
            ["NetIO"] = $"{Human.Size(stats.NetworkReceivedBytes, 3)} / {Human.Size(stats.NetworkSentBytes, 3)}",
            ["PIDs"] = stats.Pids.ToString(CultureInfo.InvariantCulture),
        };
    }
}
