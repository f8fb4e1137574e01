using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Shapes;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class HistoryVerb
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        new("ID", "IMAGE"), new("CreatedSince", "CREATED"), new("CreatedBy", "CREATED BY"), new("Size", "SIZE"), new("Comment", "COMMENT"), new("CreatedAt", "CREATED AT", false),
    ];

    public static Verb Definition => new("history", "show how an image came about")
    {
        Synopsis = ["[OPTIONS] IMAGE"],
        Description = "Lists the steps that made an image, newest first, with what each added to its size.",
        Options =
        [
            Rows.Option,
            Option.Flag("human", "Sizes and times for people; --human=false prints bytes and dates.", 'H'),
            Option.Flag("no-trunc", "Do not shorten ids and commands."),
            Option.Flag("quiet", "Ids only.", 'q'),
        ],
        Least = 1,
        Most = 1,
        Completes = Completes.Image,
        SeeAlso = ["images", "inspect"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        var arguments = call.Arguments;
        bool whole = arguments.Flag("no-trunc"), human = arguments.Flag("human", otherwise: true);
        var rows = new Rows(arguments, Columns);
        var image = new ImageReference(arguments.Operands[0]);
        await using var connection = await call.ConnectAsync();
        var history = await Streams.Demands.DemandAsync<ImageHistory>(connection, new GetImageHistory(image));
        string id = Human.Id((await Streams.Demands.DemandAsync<ImageInspection>(connection, new InspectImage(image))).Id.Value, whole);
        var now = call.Clock.GetUtcNow();
        // Only the image itself has an id; the steps below it have none.
        var fields = history.Entries.Select((entry, at) => HistoryShape.Of(entry, at == 0 ? id : "<missing>", whole, human, now)).ToList();
        call.Console.Write(arguments.Flag("quiet") && !arguments.Has("format") ? string.Concat(fields.Select(row => row["ID"] + "\n")) : rows.Render(fields));
        return 0;
    }
}
