using System.Collections.Immutable;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    private readonly Queue<PendingHandler> _pendingHandlers = new();
    private readonly List<IPersistentEnvelope> _eventBatch = [];
    private List<IPersistentEnvelope> _journalBatch = [];
    private long _pendingHolds;
    private long _sequenceNr;
    private bool _writeInProgress;

    /// <summary>
    /// Forgets the events up to a sequence number, all for <see cref="long.MaxValue"/>;
    /// <see cref="DeleteMessagesSuccess"/> or <see cref="DeleteMessagesFailure"/> comes back.
    /// </summary>
    public void DeleteMessages(long toSequenceNr)
    {
        if (toSequenceNr == long.MaxValue || toSequenceNr <= LastSequenceNr)
        {
            Journal.Tell(new DeleteMessagesTo(PersistenceId, Math.Min(toSequenceNr, LastSequenceNr), Self), Self);
            return;
        }

        var cause = new InvalidOperationException(
            $"toSequenceNr [{toSequenceNr}] must be less than or equal to LastSequenceNr [{LastSequenceNr}]");
        Self.Tell(new DeleteMessagesFailure(cause, toSequenceNr), Self);
    }

    private void Write(object? evt, PendingHandler handler)
    {
        RefuseDuringRecovery();
        Await(handler);
        _eventBatch.Add(new AtomicWrite(Represent(evt!)));
    }

    private void WriteTogether<TEvent>(IEnumerable<TEvent> events, PendingHandler handler)
    {
        RefuseDuringRecovery();
        if (handler.HoldsCommands && events is null) return;
        var together = ImmutableArray.CreateBuilder<IPersistentRepresentation>();
        foreach (var evt in events.ToArray())
        {
            Await(handler);
            together.Add(Represent(evt!));
        }

        if (together.Count > 0 || !handler.HoldsCommands) _eventBatch.Add(new AtomicWrite(together.ToImmutable()));
    }

    private void Defer(object? evt, PendingHandler handler)
    {
        RefuseDuringRecovery();
        Await(handler);
        _eventBatch.Add(new NonPersistentMessage(evt!, Sender));
    }

    private void RefuseDuringRecovery()
    {
        if (IsRecovering)
            throw new InvalidOperationException(
                "Cannot persist during replay. Events can be persisted when receiving RecoveryCompleted or later.");
    }

    private void Await(PendingHandler handler)
    {
        if (handler.HoldsCommands) _pendingHolds++;
        _pendingHandlers.Enqueue(handler);
    }

    private Persistent Represent(object evt) =>
        new(evt, ++_sequenceNr, PersistenceId, sender: Sender, writerGuid: _writerGuid);

    private void FlushBatch()
    {
        _journalBatch.AddRange(_eventBatch);
        _eventBatch.Clear();
        FlushJournalBatch();
    }

    /// <summary>One batch is under way at a time; what is persisted meanwhile makes the next.</summary>
    private void FlushJournalBatch()
    {
        if (_writeInProgress || _journalBatch.Count == 0) return;
        Journal.Tell(new WriteMessages(_journalBatch, Self, _instanceId), Self);
        _journalBatch = [];
        _writeInProgress = true;
    }
}
