using Akka.Util;

namespace Akka.Actor;

/// <summary>Walks a selection down the tree and delivers its message.</summary>
internal static class SelectionDelivery
{
    public static void Deliver(IInternalActorRef anchor, IActorRef? sender, ActorSelectionMessage selection)
    {
        if (selection.Elements.Length == 0)
            anchor.Tell(selection.Message, sender);
        else
            Walk(anchor, anchor, sender, selection, 0);
    }

    private static void Walk(IInternalActorRef anchor, IInternalActorRef current, IActorRef? sender, ActorSelectionMessage selection, int step)
    {
        while (true)
        {
            if (current is not ActorRefWithCell cell)
            {
                current.Tell(new ActorSelectionMessage(selection.Message, selection.Elements[step..], selection.WildCardFanOut), sender);
                return;
            }

            var element = selection.Elements[step++];
            var last = step == selection.Elements.Length;
            switch (element)
            {
                case SelectParent:
                    current = cell.Parent;
                    break;
                case SelectChildName child:
                    current = cell.GetSingleChild(child.Name);
                    if (current is Nobody)
                    {
                        TellNobody(anchor, cell, sender, selection);
                        return;
                    }

                    break;
                case SelectChildRecursive:
                    TellDescendants(cell, sender, selection.Message);
                    return;
                case SelectChildPattern pattern:
                    FanOut(anchor, cell, pattern.PatternStr, sender, selection, step);
                    return;
            }

            if (last)
            {
                current.Tell(selection.Message, sender);
                return;
            }
        }
    }

    private static void TellDescendants(ActorRefWithCell cell, IActorRef? sender, object message)
    {
        foreach (var child in cell.Children)
        {
            child.Tell(message, sender);
            if (child is ActorRefWithCell childWithCell)
                TellDescendants(childWithCell, sender, message);
            else
                child.Tell(new ActorSelectionMessage(message, [SelectChildRecursive.Instance], true), sender);
        }
    }

    private static void FanOut(IInternalActorRef anchor, ActorRefWithCell cell, string pattern, IActorRef? sender, ActorSelectionMessage selection, int step)
    {
        var matching = cell.Children.Where(c => c.Path.Name.Like(pattern)).ToArray();
        if (matching.Length == 0)
        {
            TellNobody(anchor, cell, sender, selection);
            return;
        }

        var rest = selection.Elements[step..];
        foreach (var child in matching)
        {
            if (rest.Length == 0)
                child.Tell(selection.Message, sender);
            else
                Deliver((IInternalActorRef)child, sender, new ActorSelectionMessage(selection.Message, rest, selection.WildCardFanOut || matching.Length > 1));
        }
    }

    private static void TellNobody(IInternalActorRef anchor, ActorRefWithCell cell, IActorRef? sender, ActorSelectionMessage selection)
    {
        if (selection.WildCardFanOut)
            return;
        var path = anchor.Path / selection.Elements.Select(e => e.ToString()!);
        new EmptyLocalActorRef(cell.Provider, path, cell.UnderlyingCell.System.EventStream).Tell(selection, sender);
    }
}
