using System.Collections.Concurrent;
using System.Collections.Immutable;
using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>Passes changes of containers on to followers outside the actors. Thread-safe; listeners must not block.</summary>
internal sealed class ContainerWatch
{
    private readonly ConcurrentDictionary<string, ImmutableList<Action<ContainerChanged>>> listeners = new(StringComparer.Ordinal);

    /// <summary>Listens until the result is disposed. Look at the projection after this call, lest a change is missed in between.</summary>
    public IDisposable Listen(ContainerId id, Action<ContainerChanged> listener)
    {
        listeners.AddOrUpdate(id.Value, _ => [listener], (_, list) => list.Add(listener));
        return new Subscription(this, id, listener);
    }

    public void Publish(ContainerChanged change)
    {
        if (!listeners.TryGetValue(change.View.Id.Value, out var list)) return;
        foreach (var listener in list) listener(change);
    }

    private void Forget(ContainerId id, Action<ContainerChanged> listener)
    {
        while (listeners.TryGetValue(id.Value, out var list))
        {
            var rest = list.Remove(listener);
            bool done = rest.IsEmpty
                ? listeners.TryRemove(new KeyValuePair<string, ImmutableList<Action<ContainerChanged>>>(id.Value, list))
                : listeners.TryUpdate(id.Value, rest, list);
            if (done) return;
        }
    }

    private sealed class Subscription(ContainerWatch watch, ContainerId id, Action<ContainerChanged> listener) : IDisposable
    {
        public void Dispose() => watch.Forget(id, listener);
    }
}
