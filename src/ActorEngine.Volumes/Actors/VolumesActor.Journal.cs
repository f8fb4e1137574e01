using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorEngine.Volumes;

/// <summary>Writing the journal, and what follows.</summary>
public sealed partial class VolumesActor
{
    private const long SnapshotEvery = 1000;

    /// <summary>Who asked for what is being journalled; gets the fault when the journal refuses.</summary>
    private Action<Fault>? refused;
    private long sinceSnapshot;

    private void JournalResults()
    {
        Command<SaveSnapshotSuccess>(saved =>
        {
            DeleteMessages(saved.Metadata.SequenceNr);
            if (saved.Metadata.SequenceNr > 1) DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1));
        });
        Command<SaveSnapshotFailure>(failed => log.Warning("The snapshot of the volumes was not saved; their journal stays long: {0}", failed.Cause.Message));
        Command<DeleteMessagesSuccess>(_ => { });
        Command<DeleteMessagesFailure>(failed => log.Warning("Old events of the volumes were not deleted: {0}", failed.Cause.Message));
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(failed => log.Warning("Old snapshots of the volumes were not deleted: {0}", failed.Cause.Message));
    }

    private void Record(IVolumeEvent change, Action<Fault>? refused, Action then) => Record([change], refused, then);

    // One write: either all of them happened or none.
    private void Record(IReadOnlyList<IVolumeEvent> changes, Action<Fault>? refused, Action then)
    {
        if (changes.Count == 0)
        {
            then();
            return;
        }

        int left = changes.Count;
        this.refused = refused;
        PersistAll(changes, change =>
        {
            state = state.Apply(change);
            sinceSnapshot++;
            if (--left > 0) return;
            this.refused = null;
            Show();
            then();
            if (sinceSnapshot < SnapshotEvery) return;
            sinceSnapshot = 0;
            SaveSnapshot(VolumesSnapshot.Of(state));
        });
    }

    private void Show()
    {
        services.Projection.State = state;
        services.States.Set(path, nameof(VolumesActor), $"{state.Volumes.Count} volumes, {state.Claims.Count} containers");
    }

    private void Publish(string action, VolumeRecord volume, IEnumerable<KeyValuePair<string, string>>? more = null)
    {
        var attributes = new Dictionary<string, string>(volume.Labels) { ["driver"] = volume.Driver };
        foreach ((string key, string value) in more ?? []) attributes[key] = value;
        services.Events.Tell(new PublishEvent(Now, "volume", action, volume.Name.Value) { Attributes = attributes });
    }

    /// <inheritdoc />
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        OnUnwritten(cause, @event);
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    /// <inheritdoc />
    // SQL journals say a full disk this way and go on; the actor begins again from the journal.
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        OnUnwritten(cause, @event);
        Context.Stop(Self);
    }

    private void OnUnwritten(Exception cause, object change)
    {
        log.Error("{0} could not be journalled; the volumes' actor begins again: {1}", change.GetType().Name, cause.Message);
        refused?.Invoke(new Fault(FaultCode.Storage, $"The engine's journal cannot be written, so nothing was changed: {cause.Message}"));
        refused = null;
    }
}
