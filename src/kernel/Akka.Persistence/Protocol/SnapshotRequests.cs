namespace Akka.Persistence;

/// <summary>Asks a snapshot store for the newest snapshot that fits.</summary>
public sealed class LoadSnapshot(string persistenceId, SnapshotSelectionCriteria criteria, long toSequenceNr) : ISnapshotRequest, IEquatable<LoadSnapshot>
{
    public string PersistenceId { get; } = persistenceId;

    public SnapshotSelectionCriteria Criteria { get; } = criteria;

    public long ToSequenceNr { get; } = toSequenceNr;

    public bool Equals(LoadSnapshot? other) =>
        other is not null && PersistenceId == other.PersistenceId && Equals(Criteria, other.Criteria) && ToSequenceNr == other.ToSequenceNr;

    public override bool Equals(object? obj) => Equals(obj as LoadSnapshot);

    public override int GetHashCode() => HashCode.Combine(PersistenceId, Criteria, ToSequenceNr);

    public override string ToString() => $"LoadSnapshot<pid: {PersistenceId}, toSeqNr: {ToSequenceNr}, criteria: {Criteria}>";
}

/// <summary>Asks a snapshot store to keep a snapshot.</summary>
public sealed class SaveSnapshot(SnapshotMetadata metadata, object snapshot) : ISnapshotRequest, IEquatable<SaveSnapshot>
{
    public SnapshotMetadata Metadata { get; } = metadata;

    public object Snapshot { get; } = snapshot;

    public bool Equals(SaveSnapshot? other) => other is not null && Equals(Metadata, other.Metadata) && Equals(Snapshot, other.Snapshot);

    public override bool Equals(object? obj) => Equals(obj as SaveSnapshot);

    public override int GetHashCode() => HashCode.Combine(Metadata, Snapshot);

    public override string ToString() => $"SaveSnapshot<meta: {Metadata}, snapshot: {Snapshot}>";
}

/// <summary>Asks a snapshot store to forget one snapshot.</summary>
public sealed class DeleteSnapshot(SnapshotMetadata metadata) : ISnapshotRequest, IEquatable<DeleteSnapshot>
{
    public SnapshotMetadata Metadata { get; } = metadata;

    public bool Equals(DeleteSnapshot? other) => other is not null && Equals(Metadata, other.Metadata);

    public override bool Equals(object? obj) => Equals(obj as DeleteSnapshot);

    public override int GetHashCode() => HashCode.Combine(Metadata);

    public override string ToString() => $"DeleteSnapshot<meta: {Metadata}>";
}

/// <summary>Asks a snapshot store to forget the snapshots that fit.</summary>
public sealed class DeleteSnapshots(string persistenceId, SnapshotSelectionCriteria criteria) : ISnapshotRequest, IEquatable<DeleteSnapshots>
{
    public string PersistenceId { get; } = persistenceId;

    public SnapshotSelectionCriteria Criteria { get; } = criteria;

    public bool Equals(DeleteSnapshots? other) => other is not null && PersistenceId == other.PersistenceId && Equals(Criteria, other.Criteria);

    public override bool Equals(object? obj) => Equals(obj as DeleteSnapshots);

    public override int GetHashCode() => HashCode.Combine(PersistenceId, Criteria);

    public override string ToString() => $"DeleteSnapshots<pid: {PersistenceId}, criteria: {Criteria}>";
}
