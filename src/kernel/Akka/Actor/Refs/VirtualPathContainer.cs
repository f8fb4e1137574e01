using System.Collections.Concurrent;
using Akka.Event;

namespace Akka.Actor;

/// <summary>A place in the tree whose children are references without actors, such as those of Ask.</summary>
internal sealed class VirtualPathContainer(IActorRefProvider provider, ActorPath path, IInternalActorRef parent, ILoggingAdapter log) : MinimalActorRef
{
    private readonly ConcurrentDictionary<string, IInternalActorRef> _children = new();

    public override ActorPath Path { get; } = path;

    public override IActorRefProvider Provider { get; } = provider;

    public override IInternalActorRef Parent { get; } = parent;

    public void AddChild(string name, IInternalActorRef child)
    {
        if (!_children.TryAdd(name, child))
            log.Debug("{0} replacing child {1}", Path, name);
        _children[name] = child;
    }

    public void RemoveChild(string name) => _children.TryRemove(name, out _);

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        if (name.Count == 0 || name[0].Length == 0)
            return this;
        if (!_children.TryGetValue(ActorCell.SplitNameAndUid(name[0]).Name, out var child))
            return ActorRefs.Nobody;
        return name.Count == 1 ? child : child.GetChild(name.Skip(1).ToArray());
    }
}
