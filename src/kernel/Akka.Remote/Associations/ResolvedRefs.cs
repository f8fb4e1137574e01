using Akka.Actor;

namespace Akka.Remote.Associations;

/// <summary>
/// References by the text of their paths. A fixed number of places; a newcomer takes the place of whoever is in it. Readers and
/// writers need no lock, because an entry is never changed.
/// </summary>
internal sealed class ResolvedRefs(int size)
{
    private readonly Entry?[] _entries = new Entry?[size];

    public bool TryGet(string path, out IInternalActorRef known)
    {
        var entry = Volatile.Read(ref _entries[Place(path)]);
        if (entry is not null && entry.Path == path && IsFresh(entry.Reference))
        {
            known = entry.Reference;
            return true;
        }

        known = null!;
        return false;
    }

    /// <summary>Keeps the reference if it may be kept: those of Ask and of absent actors may not.</summary>
    public IInternalActorRef Remember(string path, IInternalActorRef reference)
    {
        if (MayBeKept(reference))
            Volatile.Write(ref _entries[Place(path)], new Entry(path, reference));
        return reference;
    }

    public static bool MayBeKept(IInternalActorRef reference) => reference is LocalActorRef or RemoteActorRef && !IsTemporary(reference);

    /// <summary>The actor has not stopped meanwhile; its path may be another one's by now.</summary>
    public static bool IsFresh(IInternalActorRef reference) => reference is not LocalActorRef local || !local.UnderlyingCell.IsTerminated;

    private static bool IsTemporary(IInternalActorRef reference) => reference.Path is { Depth: 2, Parent.Name: "temp" };

    private int Place(string path) => (int)((uint)string.GetHashCode(path) % (uint)_entries.Length);

    private sealed record Entry(string Path, IInternalActorRef Reference);
}
