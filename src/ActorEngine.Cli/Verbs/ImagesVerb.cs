using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Shapes;
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

    private static readonly IReadOnlyList<Column> WithDigests =
        [.. Columns.Take(2), new("Digest", "DIGEST"), .. Columns.Skip(2).Where(column => column.Field != "Digest")];

    public static Verb Definition => new("images", "list images")
    {
        Synopsis = ["[OPTIONS] [NAME[:TAG]]"],
        Description = """
            Lists the images of the engine's store, one line for each name.

            Filters are KEY=VALUE: reference=PATTERN, label=KEY[=VALUE], label!=KEY[=VALUE], dangling=true|false, before=IMAGE, since=IMAGE, until=TIME.
            """,
        Options =
        [
            Option.Flag("all", "All images; the store has no intermediate ones, so that this is the default.", 'a'),
            Option.Flag("digests", "Show the digests of manifests."),
            Option.List("filter", "KEY=VALUE", "Only those that fit.", 'f'),
            Rows.Option,
            Option.Flag("no-trunc", "Do not shorten ids."),
            Option.Flag("quiet", "Ids only.", 'q'),
            Option.Flag("tree", "One line for each name, with what the image takes on the disk and what of it would be transferred."),
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
        if (arguments.Flag("tree") && (arguments.Has("format") || arguments.Flag("quiet"))) throw arguments.Wrong("tree", "it does not go with --format or --quiet.");
        var rows = new Rows(arguments, arguments.Flag("digests") ? WithDigests : Columns);
        var filters = arguments.List("filter", SmallSyntax.Filter).Concat(arguments.Operands.Select(name => new Filter("reference", name)));
        var list = await call.AskAsync<ImageList>(new ListImages { Filters = [.. filters] });
        if (arguments.Flag("tree"))
        {
            call.Console.Write(ImageTree.Render(list.Images, whole));
            return 0;
        }

        var now = call.Clock.GetUtcNow();
        call.Console.Write(arguments.Flag("quiet") && !arguments.Has("format")
            ? string.Concat(list.Images.Select(image => Human.Id(image.Id.Value, whole) + "\n"))
            : rows.Render(list.Images.SelectMany(image => ImageShape.Rows(image, whole, now))));
        return 0;
    }
}
