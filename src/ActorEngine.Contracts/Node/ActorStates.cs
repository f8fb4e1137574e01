using System.Collections.Concurrent;

namespace ActorEngine.Contracts;

/// <summary>
/// The live actor tree as its actors tell it: each writes its state when it starts and when it changes, and withdraws it when it
/// stops. Reading asks no actor. Thread-safe; shared by all actors of a node.
/// </summary>
public sealed class ActorStates
{
    private readonly ConcurrentDictionary<string, (string Kind, string State)> actors = new(StringComparer.Ordinal);

    /// <summary>Actors known now.</summary>
    public int Count => actors.Count;

    /// <summary>States what an actor is doing.</summary>
    /// <param name="path">Its path without the address, e.g. <c>/user/engine/lifecycle</c>.</param>
    /// <param name="kind">What it is, e.g. <c>ContainerActor</c>.</param>
    /// <param name="state">One or two words, e.g. <c>running</c>.</param>
    public void Set(string path, string kind, string state) => actors[path] = (kind, state);

    /// <summary>The actor has stopped.</summary>
    public void Remove(string path) => actors.TryRemove(path, out _);

    /// <summary>The tree below a path, children by name. Ancestors that state nothing are left out of it but for their name.</summary>
    public ActorNode Tree(string root)
    {
        var below = new SortedDictionary<string, (string Kind, string State)>(StringComparer.Ordinal);
        foreach (var (path, actor) in actors)
            if (path == root || path.StartsWith(root + "/", StringComparison.Ordinal)) below[path] = actor;
        var children = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (string path in below.Keys)
            for (string node = path; node != root; node = Parent(node))
                if (!Children(children, Parent(node)).Add(node)) break;
        return Node(root, below, children);
    }

    private static ActorNode Node(string path, IReadOnlyDictionary<string, (string Kind, string State)> actors, Dictionary<string, SortedSet<string>> children)
    {
        var (kind, state) = actors.GetValueOrDefault(path, ("", ""));
        return new ActorNode(path[(path.LastIndexOf('/') + 1)..], kind)
        {
            State = state,
            Children = children.TryGetValue(path, out var below) ? [.. below.Select(child => Node(child, actors, children))] : [],
        };
    }

    private static SortedSet<string> Children(Dictionary<string, SortedSet<string>> all, string path)
    {
        if (!all.TryGetValue(path, out var children)) all[path] = children = new SortedSet<string>(StringComparer.Ordinal);
        return children;
    }

    private static string Parent(string path) => path[..path.LastIndexOf('/')];
}
