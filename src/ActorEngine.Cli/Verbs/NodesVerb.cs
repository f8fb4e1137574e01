using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Verbs;

internal static class NodesVerb
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        new("Name", "NAME"), new("Address", "ADDRESS"), new("State", "STATE"), new("Since", "SINCE"), new("Rights", "RIGHTS"), new("Reason", "REASON"),
        new("Subject", "SUBJECT", false), new("EngineID", "ENGINE ID", false), new("Version", "VERSION", false),
    ];

    public static Verb Definition => new("nodes", "list the other nodes that the engine reaches")
    {
        Synopsis = ["[OPTIONS]"],
        Description = """
            Lists the engines that are named in the settings of this one, how each can be reached, and what this engine may do there.

            With --node NAME before any other verb, the engine passes everything on to that node.
            """,
        Options = [Rows.Option, Option.Flag("quiet", "Names only.", 'q')],
        Most = 0,
        Examples = [new("actorctl --node b logs -f web", "Follow a container of node b, over losses of the link.")],
        SeeAlso = ["info"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        var rows = new Rows(call.Arguments, Columns);
        var list = await call.AskAsync<NodeList>(new ListNodes());
        var now = call.Clock.GetUtcNow();
        call.Console.Write(call.Arguments.Flag("quiet") && !call.Arguments.Has("format")
            ? string.Concat(list.Nodes.Select(node => node.Name + "\n"))
            : rows.Render(list.Nodes.Select(node => Shape(node, now))));
        return 0;
    }

    private static Fields Shape(NodeSummary node, DateTimeOffset now) => new()
    {
        ["Name"] = node.Name,
        ["Address"] = node.Address,
        ["State"] = node.State.ToString().ToLowerInvariant(),
        ["Since"] = Human.Ago(node.Since, now),
        ["Rights"] = string.Join(",", node.Rights),
        ["Reason"] = node.Reason,
        ["Subject"] = node.Subject,
        ["EngineID"] = node.EngineId,
        ["Version"] = node.EngineVersion,
    };
}
