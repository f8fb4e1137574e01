using Akka.Persistence;

namespace ActorEngine.Journaling;

/// <summary>Base of an actor whose every change is in the journal before anything follows from it: a journal that cannot be written stops it, however the journal says so.</summary>
public abstract class JournallingActor : ReceivePersistentActor
{
    /// <summary>A change is not in the journal, nor will it be. The actor stops after this.</summary>
    protected abstract void OnUnwritten(Exception cause, object change);

    /// <inheritdoc />
    protected sealed override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        OnUnwritten(cause, @event);
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    /// <inheritdoc />
    // SQL journals say a full disk this way and go on; who is to begin again from what is written stops here as well.
    protected sealed override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        OnUnwritten(cause, @event);
        Context.Stop(Self);
    }

    /// <summary>Drops the events that a snapshot holds, and the snapshots before it.</summary>
    protected void Cut(SaveSnapshotSuccess saved)
    {
        DeleteMessages(saved.Metadata.SequenceNr);
        DropBefore(saved);
    }

    /// <summary>Drops the snapshots before one.</summary>
    protected void DropBefore(SaveSnapshotSuccess saved)
    {
        // To snapshot stores a bound of 0 is no bound.
        if (saved.Metadata.SequenceNr > 1) DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1));
    }
}
