using System.Collections.Immutable;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    private readonly Queue<IPendingHandlerInvocation> _pendingInvocations = new();
    private readonly List<IPersistentEnvelope> _eventBatch = [];
    private List<IPersistentEnvelope> _journalBatch = [];
    private long _pendingStashingInvocations;
    private long _sequenceNr;
    private bool _writeInProgress;

    /// <summary>Stores an event, then calls <paramref name="handler"/> with it; commands wait meanwhile.</summary>
    public void Persist<TEvent>(TEvent @event, Action<TEvent> handler)
    {
        RefuseDuringRecovery();
        Await(new StashingHandlerInvocation(@event!, o => handler((TEvent)o)));
        _eventBatch.Add(new AtomicWrite(Represent(@event!)));
    }

    /// <summary>Stores events all or none, then calls <paramref name="handler"/> with each; commands wait meanwhile.</summary>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler)
    {
        RefuseDuringRecovery();
        if (events is null) return;
        PersistTogether(events, (evt, invoke) => new StashingHandlerInvocation(evt, invoke), handler);
    }

    /// <summary>Stores an event, then calls <paramref name="handler"/> with it; commands go on meanwhile.</summary>
    public void PersistAsync<TEvent>(TEvent @event, Action<TEvent> handler)
    {
        RefuseDuringRecovery();
        Await(new AsyncHandlerInvocation(@event!, o => handler((TEvent)o)));
        _eventBatch.Add(new AtomicWrite(Represent(@event!)));
    }

    /// <summary>Stores events all or none, then calls <paramref name="handler"/> with each; commands go on meanwhile.</summary>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler)
    {
        RefuseDuringRecovery();
        PersistTogether(events, (evt, invoke) => new AsyncHandlerInvocation(evt, invoke), handler);
    }

    /// <summary>Calls <paramref name="handler"/> after the handlers of all events persisted so far; stores nothing.</summary>
    public void DeferAsync<TEvent>(TEvent evt, Action<TEvent> handler)
    {
        RefuseDuringRecovery();
        if (_pendingInvocations.Count == 0)
        {
            handler(evt);
            return;
        }

        Await(new AsyncHandlerInvocation(evt!, o => handler((TEvent)o)));
        _eventBatch.Add(new NonPersistentMessage(evt!, Sender));
    }

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

    private void PersistTogether<TEvent>(
        IEnumerable<TEvent> events,
        Func<object, Action<object>, IPendingHandlerInvocation> pending,
        Action<TEvent> handler)
    {
        var together = ImmutableArray.CreateBuilder<IPersistentRepresentation>();
        foreach (var evt in events)
        {
            Await(pending(evt!, o => handler((TEvent)o)));
            together.Add(Represent(evt!));
        }

        if (together.Count > 0) _eventBatch.Add(new AtomicWrite(together.ToImmutable()));
    }

    private void RefuseDuringRecovery()
    {
        if (IsRecovering)
            throw new InvalidOperationException(
                "Cannot persist during replay. Events can be persisted when receiving RecoveryCompleted or later.");
    }

    private void Await(IPendingHandlerInvocation invocation)
    {
        if (invocation is StashingHandlerInvocation) _pendingStashingInvocations++;
        _pendingInvocations.Enqueue(invocation);
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
