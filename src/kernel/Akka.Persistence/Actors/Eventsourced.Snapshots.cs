namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    public string SnapshotterId => PersistenceId;

    public long SnapshotSequenceNr => LastSequenceNr;

    public void LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr) =>
        SnapshotStore.Tell(new LoadSnapshot(persistenceId, criteria, toSequenceNr), Self);

    /// <summary>Stores the state as of the last event; <see cref="SaveSnapshotSuccess"/> or <see cref="SaveSnapshotFailure"/> comes back.</summary>
    public void SaveSnapshot(object snapshot)
    {
        var now = Context.System.Scheduler.Now.UtcDateTime;
        SnapshotStore.Tell(new SaveSnapshot(new SnapshotMetadata(SnapshotterId, SnapshotSequenceNr, now), snapshot), Self);
    }

    /// <summary>Forgets one snapshot; <see cref="DeleteSnapshotSuccess"/> or <see cref="DeleteSnapshotFailure"/> comes back.</summary>
    public void DeleteSnapshot(long sequenceNr)
    {
        var anyTime = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);
        SnapshotStore.Tell(new DeleteSnapshot(new SnapshotMetadata(SnapshotterId, sequenceNr, anyTime)), Self);
    }

    /// <summary>Forgets the snapshots that fit; <see cref="DeleteSnapshotsSuccess"/> or <see cref="DeleteSnapshotsFailure"/> comes back.</summary>
    public void DeleteSnapshots(SnapshotSelectionCriteria criteria) =>
        SnapshotStore.Tell(new DeleteSnapshots(SnapshotterId, criteria), Self);
}
