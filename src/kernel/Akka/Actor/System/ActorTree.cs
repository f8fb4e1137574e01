using System.Text;
using Akka.Event;

namespace Akka.Actor.Internal;

/// <summary>Draws the tree of actors.</summary>
internal static class ActorTree
{
    public static string Print(IActorRef root)
    {
        var text = new StringBuilder();
        Append(text, root, "");
        return text.ToString();
    }

    private static void Append(StringBuilder text, IActorRef node, string indent)
    {
        text.Append(indent.Length == 0 ? "-> " : indent[..^1] + "L-> ")
            .Append(node.Path.Name).Append(' ').Append(Logging.SimpleName(node)).Append(' ');
        if (node is not ActorRefWithCell withCell)
            return;
        var cell = withCell.UnderlyingCell;
        var children = cell.GetChildren().Order().ToArray();
        text.Append(cell.Actor?.GetType().ToString() ?? "null")
            .Append(" status=").Append(cell.Mailbox.CurrentStatus)
            .Append(' ').Append(children.Length).Append(" children");
        for (var i = 0; i < children.Length; i++)
        {
            text.Append('\n');
            Append(text, children[i], indent + (i == children.Length - 1 ? "    " : "   |"));
        }
    }
}
