using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>Keeps events in memory, for as long as the journal lives.</summary>
public class MemoryJournal : AsyncWriteJournal
{
    private readonly ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> _events;
    private readonly ConcurrentDictionary<string, long> _highest;

    public MemoryJournal()
        : this(new(), new())
    {
    }

    /// <summary>A journal whose events several may have.</summary>
    private protected MemoryJournal(
        ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> events,
        ConcurrentDictionary<string, long> highest) => (_events, _highest) = (events, highest);

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
        EventsOf(persistent.PersistenceId).AddLast(persistent);
        return _events;
    }

    public IDictionary<string, LinkedList<IPersistentRepresentation>> Delete(string pid, long seqNr)
    {
        var stored = EventsOf(pid);
        if (stored.FirstOrDefault(e => e.SequenceNr == seqNr) is { } found) stored.Remove(found);
        return _events;
    }

    public IEnumerable<IPersistentRepresentation> Read(string pid, long from, long to, long max) =>
        EventsOf(pid).Where(e => e.SequenceNr >= from && e.SequenceNr <= to).Take((int)Math.Min(max, int.MaxValue)).ToList();

    public long HighestSequenceNr(string pid) => EventsOf(pid).Last?.Value.SequenceNr ?? 0L;

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
        var stored = EventsOf(persistenceId);
        _highest[persistenceId] = Math.Max(HighestSequenceNr(persistenceId), _highest.GetValueOrDefault(persistenceId));
        while (stored.First is { } first && first.Value.SequenceNr <= toSequenceNr) stored.RemoveFirst();
        return Task.CompletedTask;
    }

    private LinkedList<IPersistentRepresentation> EventsOf(string persistenceId) =>
        _events.GetOrAdd(persistenceId, _ => new LinkedList<IPersistentRepresentation>());
}
