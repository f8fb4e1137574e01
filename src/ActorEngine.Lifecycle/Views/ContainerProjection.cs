using System.Collections.Immutable;
using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>
/// What is known of every container, for readers on any thread: one immutable state, replaced whole. Written by the lifecycle actors;
/// reading never waits for one.
/// </summary>
public sealed class ContainerProjection
{
    private State current = new(ImmutableDictionary<string, ContainerView>.Empty, NameIndex.Empty);

    /// <summary>All views, in no order.</summary>
    public IEnumerable<ContainerView> All => Volatile.Read(ref current).Views.Values;

    /// <summary>Those who read log files of containers now.</summary>
    public LogReaders Readers { get; } = new();

    /// <summary>How many containers there are.</summary>
    public int Count => Volatile.Read(ref current).Views.Count;

    /// <summary>Containers whose actors have not recovered since the daemon started.</summary>
    public int Recovering { get; internal set; }

    /// <summary>Sentences for the operator: corrupt rows, leftovers that were swept.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    private ImmutableList<string> warnings = [];

    /// <summary>The view of a container, or null.</summary>
    public ContainerView? Find(ContainerId id) => Volatile.Read(ref current).Views.GetValueOrDefault(id.Value);

    /// <summary>Full id, then name, then unique id prefix. Null with a NotFound or InvalidArgument fault.</summary>
    public ContainerView? Resolve(ContainerReference reference, out Fault? fault)
    {
        State state = Volatile.Read(ref current);
        ContainerId? id = state.Names.Resolve(reference, out fault);
        return id is { } found ? state.Views.GetValueOrDefault(found.Value) : null;
    }

    internal void Set(ContainerView view) => Replace(state => new State(
        state.Views.SetItem(view.Id.Value, view),
        state.Names.NameOf(view.Id) == view.Summary.Name ? state.Names : state.Names.With(view.Id, view.Summary.Name)));

    internal void Remove(ContainerId id) =>
        Replace(state => new State(state.Views.Remove(id.Value), state.Names.Without(id)));

    internal void Warn(string sentence) =>
        ImmutableInterlocked.Update(ref warnings, static (list, added) => list.Count < 100 ? list.Add(added) : list, sentence);

    private void Replace(Func<State, State> change)
    {
        State before, after;
        do
        {
            before = Volatile.Read(ref current);
            after = change(before);
        }
        while (Interlocked.CompareExchange(ref current, after, before) != before);
    }

    private sealed record State(ImmutableDictionary<string, ContainerView> Views, NameIndex Names);
}
