using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>Keeps events in memory, for as long as the journal lives.</summary>
public class MemoryJournal : AsyncWriteJournal
{
    private readonly ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> _messages = new();
    private readonly ConcurrentDictionary<string, long> _highest = new();

    protected virtual ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> Messages => _messages;

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        Task.FromResult(Math.Max(HighestSequenceNr(persistenceId), _highest.GetValueOrDefault(persistenceId)));

    public override Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        foreach (var representation in Read(persistenceId, fromSequenceNr, toSequenceNr, max)) recoveryCallback(representation);
        return Task.CompletedTask;
    }

    public IDictionary<string, LinkedList<IPersistentRepresentation>> Add(IPersistentRepresentation persistent)
    {
        Messages.GetOrAdd(persistent.PersistenceId, _ => new LinkedList<IPersistentRepresentation>()).AddLast(persistent);
        return Messages;
    }

    public IDictionary<string, LinkedList<IPersistentRepresentation>> Update(
        string pid,
        long seqNr,
        Func<IPersistentRepresentation, IPersistentRepresentation> updater)
    {
        if (Node(pid, seqNr) is { } node) node.Value = updater(node.Value);
        return Messages;
    }

    public IDictionary<string, LinkedList<IPersistentRepresentation>> Delete(string pid, long seqNr)
    {
        if (Node(pid, seqNr) is { } node) node.List!.Remove(node);
        return Messages;
    }

    public IEnumerable<IPersistentRepresentation> Read(string pid, long fromSeqNr, long toSeqNr, long max) =>
        Messages.TryGetValue(pid, out var stored)
            ? stored.Where(e => e.SequenceNr >= fromSeqNr && e.SequenceNr <= toSeqNr).Take((int)Math.Min(max, int.MaxValue)).ToList()
            : [];

    public long HighestSequenceNr(string pid) =>
        Messages.TryGetValue(pid, out var stored) && stored.Last is { } last ? last.Value.SequenceNr : 0L;

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow().Ticks;
        foreach (var write in messages)
            foreach (var representation in write.Events)
            {
                var payload = representation.Payload is Tagged tagged ? tagged.Payload : representation.Payload;
                Add(representation.WithPayload(payload).WithTimestamp(now));
            }

        return Task.FromResult<IImmutableList<Exception>>(null!);
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken)
    {
        if (!Messages.TryGetValue(persistenceId, out var stored)) return Task.CompletedTask;
        _highest[persistenceId] = Math.Max(HighestSequenceNr(persistenceId), _highest.GetValueOrDefault(persistenceId));
        while (stored.First is { } first && first.Value.SequenceNr <= toSequenceNr) stored.RemoveFirst();
        return Task.CompletedTask;
    }

    private LinkedListNode<IPersistentRepresentation>? Node(string pid, long seqNr)
    {
        var node = Messages.TryGetValue(pid, out var stored) ? stored.First : null;
        while (node is not null && node.Value.SequenceNr != seqNr) node = node.Next;
        return node;
    }
}
