namespace Akka.Persistence;

/// <summary>Asks a snapshot store for the newest snapshot that fits.</summary>
public sealed record LoadSnapshot : ISnapshotRequest
{
    public LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr)
    {
        PersistenceId = persistenceId;
        Criteria = criteria;
        ToSequenceNr = toSequenceNr;
    }

    public string PersistenceId { get; }

    public SnapshotSelectionCriteria Criteria { get; }

    public long ToSequenceNr { get; }
}

/// <summary>Asks a snapshot store to keep a snapshot.</summary>
public sealed record SaveSnapshot : ISnapshotRequest
{
    public SaveSnapshot(SnapshotMetadata metadata, object snapshot)
    {
        Metadata = metadata;
        Snapshot = snapshot;
    }

    public SnapshotMetadata Metadata { get; }

    public object Snapshot { get; }
}

/// <summary>Asks a snapshot store to forget one snapshot.</summary>
public sealed record DeleteSnapshot : ISnapshotRequest
{
    public DeleteSnapshot(SnapshotMetadata metadata)
    {
        Metadata = metadata;
    }

    public SnapshotMetadata Metadata { get; }
}

/// <summary>Asks a snapshot store to forget the snapshots that fit.</summary>
public sealed record DeleteSnapshots : ISnapshotRequest
{
    public DeleteSnapshots(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        PersistenceId = persistenceId;
        Criteria = criteria;
    }

    public string PersistenceId { get; }

    public SnapshotSelectionCriteria Criteria { get; }
}
