using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Shapes;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Verbs;

/// <summary>The verbs that show networks.</summary>
internal static class NetworkListVerb
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        new("ID", "NETWORK ID"), new("Name", "NAME"), new("Driver", "DRIVER"), new("Scope", "SCOPE"), new("Subnet", "SUBNET"),
        new("Internal", "INTERNAL", false), new("CreatedAt", "CREATED AT", false), new("Labels", "LABELS", false), new("IPv6", "IPV6", false),
    ];

    public static Verb Definition => new("network ls", "list networks")
    {
        Synopsis = ["[OPTIONS]"],
        Description = """
            Lists the networks by name.

            Filters are KEY=VALUE: id, name, driver, label=KEY[=VALUE], type=builtin|custom, dangling=true|false. The same key twice means either, different keys mean both.
            """,
        Options =
        [
            Option.List("filter", "KEY=VALUE", "Only those that fit.", 'f'),
            Rows.Option,
            Option.Flag("no-trunc", "Do not shorten ids."),
            Option.Flag("quiet", "Ids only.", 'q'),
        ],
        Most = 0,
        SeeAlso = ["network inspect", "network create"],
        Run = ListAsync,
    };

    public static Verb Inspect => new("network inspect", "show everything known of networks")
    {
        Synopsis = ["[OPTIONS] NETWORK [NETWORK...]"],
        Description = "Prints a JSON array with one object for each network, in the shape of the Docker Engine API, so that templates written for it fit.",
        Options = [Option.Value("format", "FORMAT", "json for one line each, or a Go template such as '{{.Driver}}'.", 'f')],
        Least = 1,
        Completes = Completes.Network,
        Examples = [new("actorctl network inspect -f '{{range .Containers}}{{.Name}} {{end}}' back", "Which containers are in it?")],
        SeeAlso = ["network ls"],
        Run = call => InspectVerb.ShowAsync(call, async (connection, name) =>
            NetworkShape.Of(await connection.DemandAsync<NetworkInspection>(new InspectNetwork(new NetworkReference(name))))),
    };

    private static async Task<int> ListAsync(Invocation call)
    {
        var arguments = call.Arguments;
        bool whole = arguments.Flag("no-trunc");
        var rows = new Rows(arguments, Columns);
        var list = await call.AskAsync<NetworkList>(new ListNetworks { Filters = arguments.List("filter", SmallSyntax.Filter) });
        call.Console.Write(arguments.Flag("quiet") && !arguments.Has("format")
            ? string.Concat(list.Networks.Select(network => Id(network, whole) + "\n"))
            : rows.Render(list.Networks.Select(network => Row(network, whole))));
        return 0;
    }

    private static string Id(NetworkInspection network, bool whole) => whole ? network.Id.Value : network.Id.Value[..12];

    private static Fields Row(NetworkInspection network, bool whole) => new()
    {
        Labels = network.Labels,
        ["ID"] = Id(network, whole),
        ["Name"] = network.Name,
        ["Driver"] = network.Driver,
        ["Scope"] = "local",
        ["Subnet"] = network.Subnet,
        ["Internal"] = network.Internal ? "true" : "false",
        ["CreatedAt"] = Human.Full(network.CreatedAt),
        ["Labels"] = string.Join(',', network.Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}")),
        ["IPv6"] = network.Subnet6.Length > 0 ? "true" : "false",
    };
}
