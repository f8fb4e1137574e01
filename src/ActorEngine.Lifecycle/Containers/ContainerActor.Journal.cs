using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorEngine.Lifecycle;

/// <summary>Writing the journal, and what follows each event: the read side, the index, the event stream.</summary>
internal sealed partial class ContainerActor
{
    /// <summary>Events after which the journal is cut by a snapshot; a container that restarts for months stays quick to read.</summary>
    private const long SnapshotEvery = 100;

    /// <summary>More than one container can journal in the time of one write of the event stream.</summary>
    private const int ToldAgain = 8;

    /// <summary>Who asked for what is being journalled; gets the fault when the journal refuses.</summary>
    private IActorRef? journalling;
    private long eventsSinceSnapshot;
    private bool hasSnapshot;

    /// <summary>The newest that were read: those that may not have come to the event stream before the daemon ended.</summary>
    private readonly Queue<Replayed> replayed = new();

    private DateTimeOffset Now => services.Time.GetUtcNow();

    private void Record(IContainerEvent change, IActorRef? asker, Action then)
    {
        journalling = asker;
        Persist(change, recorded =>
        {
            journalling = null;
            Accept(recorded);
            Show();
            then();
        });
    }

    // One write: either all of them happened or none.
    private void Record(IReadOnlyList<IContainerEvent> changes, Action then)
    {
        int left = changes.Count;
        PersistAll(changes, recorded =>
        {
            Accept(recorded);
            if (--left > 0) return;
            Show();
            then();
        });
    }

    private void Accept(IContainerEvent change)
    {
        ContainerState before = state;
        state = state.Apply(change);
        foreach (EventDraft draft in ContainerEventDrafts.For(before, state, change))
            Publish(draft, change.Time);
        if (++eventsSinceSnapshot < SnapshotEvery) return;
        eventsSinceSnapshot = 0;
        hasSnapshot = true;
        SaveSnapshot(state);
    }

    private void OnSnapshotOffered(SnapshotOffer offer)
    {
        state = (ContainerState)offer.Snapshot;
        hasSnapshot = true;
    }

    private void OnSnapshotSaved(SaveSnapshotSuccess saved)
    {
        if (!deleting) Cut(saved);
    }

    private void OnReplayed(IContainerEvent change)
    {
        ContainerState before = state;
        state = state.Apply(change);
        replayed.Enqueue(new Replayed(change, before, state, LastSequenceNr));
        if (replayed.Count > ToldAgain) replayed.Dequeue();
        eventsSinceSnapshot++;
    }

    /// <summary>Replaces what readers see.</summary>
    private void Show()
    {
        if (!state.Exists) return;
        KeepHealth();
        ContainerView view = ContainerViews.Of(state, paths, path, execs.Ids, looking, health, waiting?.For ?? "");
        services.Projection.Set(view);
        services.States.Set(path, nameof(ContainerActor), ContainerDecisions.Word(state.Status));
        Context.System.EventStream.Publish(new ContainerChanged(view));
        Context.Parent.Tell(new ContainerNoted(new ContainerNote(view.Summary, state.Process?.Pid ?? 0, state.Run)));
    }

    private void Publish(string action, IReadOnlyDictionary<string, string>? attributes = null, DateTimeOffset? time = null) =>
        Publish(new EventDraft(action, attributes), time);

    private void Publish(EventDraft draft, DateTimeOffset? time = null) => services.Events.Tell(Event(state, LastSequenceNr, draft, time ?? Now));

    // The daemon may have died between the journal and the event stream; the stream drops what it has.
    private void PublishReplayed()
    {
        foreach (Replayed read in replayed)
            foreach (EventDraft draft in ContainerEventDrafts.For(read.Before, read.After, read.Change))
                services.Events.Tell(Event(read.After, read.SequenceNr, draft, read.Change.Time) with { Again = true });
        replayed.Clear();
    }

    private PublishEvent Event(ContainerState of, long sequenceNr, EventDraft draft, DateTimeOffset time) =>
        new(time, "container", draft.Action, id.Value)
        {
            Attributes = ContainerEventDrafts.Attributes(of, draft.Attributes),
            DeduplicationId = $"{id.Value}/{draft.Key ?? sequenceNr.ToString(System.Globalization.CultureInfo.InvariantCulture)}/{draft.Action}",
        };

    protected override void OnUnwritten(Exception cause, object change)
    {
        log.Error("Container {0}: {1} could not be journalled; the actor begins again from the journal: {2}", id.Short, change.GetType().Name, cause.Message);
        var fault = new Fault(FaultCode.Storage, $"The engine's journal cannot be written, so nothing was changed: {cause.Message}");
        journalling?.Tell(fault);
        journalling = null;
        creating?.Tell(fault);
        creating = null;
        AnswerAll(fault);
        Context.Parent.Tell(new JournalFailed(id));
        // What happened cannot be told before it is written; until then what is shown may be over.
        looking = true;
        Show();
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        Context.Parent.Tell(new ContainerUnreadable(id, reason));
        base.OnRecoveryFailure(reason, message);
    }

    /// <summary>Gives every waiter and every queued command the same answer.</summary>
    private void AnswerAll(Fault fault)
    {
        while (queued.TryDequeue(out (object Message, IActorRef Sender) held)) held.Sender.Tell(fault);
        foreach (Waiter waiter in waiters) waiter.Who.Tell(fault);
        waiters.Clear();
        foreach (IActorRef stopper in stoppers) stopper.Tell(fault);
        stoppers.Clear();
        foreach (IActorRef starter in starters) starter.Tell(fault);
        starters.Clear();
        foreach (IActorRef asker in waiting?.Askers ?? []) asker.Tell(fault);
        foreach (IActorRef remover in removers) remover.Tell(fault);
        removers.Clear();
    }

    private sealed record Replayed(IContainerEvent Change, ContainerState Before, ContainerState After, long SequenceNr);
}
