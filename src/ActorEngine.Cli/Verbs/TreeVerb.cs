using System.Text;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Verbs;

internal static class TreeVerb
{
    public static Verb Definition => new("tree", "draw the engine's live actor tree")
    {
        Synopsis = ["[OPTIONS]"],
        Description = "Draws every actor of the engine below its supervisor, with its kind and the state it is in. A path from the root is the actor's address.",
        Options = [Option.Value("format", "FORMAT", "json for the tree as an object.") with { Choices = ["json"] }],
        Most = 0,
        SeeAlso = ["info", "ps"],
        Run = async call =>
        {
            string? format = call.Arguments.Value("format", text => text == "json" ? text : throw new FormatException($"'{text}' is not a format of tree; write json."));
            var tree = await call.AskAsync<ActorTree>(new GetActorTree());
            call.Console.Write(format is null ? Draw(tree.Root) : FieldsJson.Write(Shape(tree.Root)) + "\n");
            return 0;
        },
    };

    internal static string Draw(ActorNode root)
    {
        var text = new StringBuilder();
        text.Append(Label(root)).Append('\n');
        Children(text, root, "");
        return text.ToString();
    }

    private static void Children(StringBuilder text, ActorNode node, string margin)
    {
        for (int at = 0; at < node.Children.Count; at++)
        {
            bool last = at == node.Children.Count - 1;
            text.Append(margin).Append(last ? "└── " : "├── ").Append(Label(node.Children[at])).Append('\n');
            Children(text, node.Children[at], margin + (last ? "    " : "│   "));
        }
    }

    private static string Label(ActorNode node)
    {
        string kind = node.Kind.Length > 0 ? $"  {node.Kind}" : "";
        return node.State.Length > 0 ? $"{node.Name}{kind}  [{node.State}]" : node.Name + kind;
    }

    private static Fields Shape(ActorNode node) => new()
    {
        ["Name"] = node.Name,
        ["Kind"] = node.Kind,
        ["State"] = node.State,
        ["Children"] = node.Children.Select(Shape).ToList(),
    };
}
