using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>Keeps events in memory, for as long as the journal lives.</summary>
public class MemoryJournal : AsyncWriteJournal
{
    private readonly ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> _events = new();
    private readonly ConcurrentDictionary<string, long> _highest = new();

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        Task.FromResult(Math.Max(HighestStored(persistenceId), _highest.GetValueOrDefault(persistenceId)));

    public override Task ReplayMessagesAsync(
        IActorContext context,
        string persistenceId,
        long fromSequenceNr,
        long toSequenceNr,
        long max,
        Action<IPersistentRepresentation> recoveryCallback)
    {
        var asked = EventsOf(persistenceId).Where(e => e.SequenceNr >= fromSequenceNr && e.SequenceNr <= toSequenceNr);
        foreach (var representation in asked.Take((int)Math.Min(max, int.MaxValue)).ToList()) recoveryCallback(representation);
        return Task.CompletedTask;
    }

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow().Ticks;
        foreach (var write in messages)
            foreach (var representation in write.Events)
            {
                var payload = representation.Payload is Tagged tagged ? tagged.Payload : representation.Payload;
                EventsOf(representation.PersistenceId).AddLast(representation.WithPayload(payload).WithTimestamp(now));
            }

        return Task.FromResult<IImmutableList<Exception>>(null!);
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken)
    {
        var stored = EventsOf(persistenceId);
        _highest[persistenceId] = Math.Max(HighestStored(persistenceId), _highest.GetValueOrDefault(persistenceId));
        while (stored.First is { } first && first.Value.SequenceNr <= toSequenceNr) stored.RemoveFirst();
        return Task.CompletedTask;
    }

    private LinkedList<IPersistentRepresentation> EventsOf(string persistenceId) =>
        _events.GetOrAdd(persistenceId, _ => new LinkedList<IPersistentRepresentation>());

    private long HighestStored(string persistenceId) => EventsOf(persistenceId).Last?.Value.SequenceNr ?? 0L;
}
