using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Cli.Formatting.Shapes;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

internal static class ImagesVerb
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        new("Repository", "REPOSITORY"), new("Tag", "TAG"), new("ID", "IMAGE ID"), new("CreatedSince", "CREATED"), new("Size", "SIZE"),
        new("Digest", "DIGEST", false), new("CreatedAt", "CREATED AT", false), new("Containers", "CONTAINERS", false),
    ];

    public static Verb Definition => new("images", "list images")
    {
        Synopsis = ["[OPTIONS] [NAME[:TAG]]"],
        Description = """
            Lists the images of the engine's store, one line for each name.

            Filters are KEY=VALUE: reference=PATTERN, label=KEY[=VALUE], dangling=true|false, before=IMAGE, since=IMAGE.
            """,
        Options =
        [
            Option.Flag("all", "All images; the store has no intermediate ones, so that this is the default.", 'a'),
            Option.List("filter", "KEY=VALUE", "Only those that fit.", 'f'),
            Rows.Option,
            Option.Flag("no-trunc", "Do not shorten ids."),
            Option.Flag("quiet", "Ids only.", 'q'),
        ],
        Most = 1,
        Completes = Completes.Image,
        SeeAlso = ["load", "import", "rmi", "inspect"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        var arguments = call.Arguments;
        bool whole = arguments.Flag("no-trunc");
        var rows = new Rows(arguments, Columns);
        var filters = arguments.List("filter", SmallSyntax.Filter).Concat(arguments.Operands.Select(name => new Filter("reference", name)));
        var list = await call.AskAsync<ImageList>(new ListImages { Filters = [.. filters] });
        var now = call.Clock.GetUtcNow();
        call.Console.Write(arguments.Flag("quiet") && !arguments.Has("format")
            ? string.Concat(list.Images.Select(image => Human.Id(image.Id.Value, whole) + "\n"))
            : rows.Render(list.Images.SelectMany(image => ImageShape.Rows(image, whole, now))));
        return 0;
    }
}
