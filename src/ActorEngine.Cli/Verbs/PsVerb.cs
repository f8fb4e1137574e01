using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Shapes;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class PsVerb
{
    internal static readonly IReadOnlyList<Column> Columns =
    [
        new("ID", "CONTAINER ID"), new("Image", "IMAGE"), new("Command", "COMMAND"), new("RunningFor", "CREATED"), new("Status", "STATUS"),
        new("Ports", "PORTS"), new("Names", "NAMES"), new("CreatedAt", "CREATED AT", false), new("State", "STATE", false), new("Labels", "LABELS", false),
        new("Mounts", "MOUNTS", false), new("Networks", "NETWORKS", false), new("Restarts", "RESTARTS", false),
    ];

    private static readonly IReadOnlyList<Column> WithSize = [.. Columns, new("Size", "SIZE")];

    public static Verb Definition => new("ps", "list containers")
    {
        Synopsis = ["[OPTIONS]"],
        Description = """
            Lists the containers that run, newest first. The list comes from the engine's read side, which no hanging container can hold up.

            Filters are KEY=VALUE: id, name, label=KEY[=VALUE], status, health=STATE (starting, healthy, unhealthy, none), exited=CODE, ancestor=IMAGE, before=CONTAINER, since=CONTAINER. The same key twice means either, different keys mean both.
            """,
        Options =
        [
            Option.Flag("all", "Also those that do not run.", 'a'),
            Option.List("filter", "KEY=VALUE", "Only those that fit.", 'f'),
            Rows.Option,
            Option.Value("last", "NUMBER", "The newest so many, whatever their state.", 'n'),
            Option.Flag("latest", "The newest one, whatever its state.", 'l'),
            Option.Flag("no-trunc", "Do not shorten."),
            Option.Flag("quiet", "Ids only.", 'q'),
            Option.Flag("size", "What each wrote, and with its image; is measured now, which takes its time.", 's'),
        ],
        Most = 0,
        Examples =
        [
            new("actorctl ps -a", "List all containers."),
            new("actorctl ps -a --filter status=exited --filter exited=137", "Which ones were killed?"),
            new("actorctl ps --format 'table {{.Names}}\\t{{.Status}}'", "Choose the columns."),
        ],
        SeeAlso = ["inspect", "stats", "tree"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        var arguments = call.Arguments;
        int last = arguments.Flag("latest") ? 1 : Math.Max(0, arguments.Number("last", Numbers.Int) ?? 0);
        bool whole = arguments.Flag("no-trunc");
        bool measures = arguments.Flag("size") || arguments.Value("format")?.Contains(".Size", StringComparison.Ordinal) == true;
        var rows = new Rows(arguments, measures ? WithSize : Columns);
        var filters = arguments.List("filter", SmallSyntax.Filter);
        await using var connection = await call.ConnectAsync();
        var list = await connection.DemandAsync<ContainerList>(new ListContainers
        {
            // Docker's rule: asking for a state that does not run asks for those containers.
            All = arguments.Flag("all") || last > 0 || filters.Any(filter => filter.Key is "status" or "exited"),
            Limit = last,
            Filters = filters,
        });
        var sizes = measures ? await ContainerSizes.MeasureAsync(connection) : null;
        var now = call.Clock.GetUtcNow();
        bool plainQuiet = arguments.Flag("quiet") && !arguments.Has("format");
        call.Console.Write(plainQuiet
            ? string.Concat(list.Containers.Select(container => (whole ? container.Id.Value : container.Id.Short) + "\n"))
            : rows.Render(list.Containers.Select(container => Row(container, whole, now, sizes))));
        return 0;
    }

    internal static Fields Row(ContainerSummary container, bool whole, DateTimeOffset now, ContainerSizes? sizes = null)
    {
        string command = whole ? container.Command : Human.Ellipsis(container.Command, 20);
        var row = new Fields
        {
            Labels = container.Labels,
            ["Command"] = $"\"{command}\"",
            ["CreatedAt"] = Human.Full(container.CreatedAt),
            ["ID"] = whole ? container.Id.Value : container.Id.Short,
            ["Image"] = container.Image,
            ["Labels"] = string.Join(',', container.Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}")),
            ["Mounts"] = string.Join(',', container.Mounts.Select(mount => whole ? mount : Human.Ellipsis(mount, 15))),
            ["Names"] = container.Name,
            ["Networks"] = string.Join(',', container.MoreNetworks.Prepend(container.Network)),
            ["Ports"] = PortWords.Of(container.Ports),
            ["Restarts"] = container.RestartCount.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["RunningFor"] = Human.Ago(container.CreatedAt, now),
            ["State"] = Words.Of(container.Status),
            ["Status"] = Words.Status(container, now),
        };
        if (sizes is not null) row["Size"] = $"{Human.Size(sizes.Written(container.Id))} (virtual {Human.Size(sizes.Whole(container.Id, container.ImageId))})";
        return row;
    }
}
