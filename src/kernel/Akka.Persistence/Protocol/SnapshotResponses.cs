namespace Akka.Persistence;

/// <summary>The snapshot found, or null when none fits.</summary>
public sealed class LoadSnapshotResult(SelectedSnapshot snapshot, long toSequenceNr) : ISnapshotResponse, IEquatable<LoadSnapshotResult>
{
    public SelectedSnapshot Snapshot { get; } = snapshot;

    public long ToSequenceNr { get; } = toSequenceNr;

    public bool Equals(LoadSnapshotResult? other) => other is not null && Equals(Snapshot, other.Snapshot) && ToSequenceNr == other.ToSequenceNr;

    public override bool Equals(object? obj) => Equals(obj as LoadSnapshotResult);

    public override int GetHashCode() => HashCode.Combine(Snapshot, ToSequenceNr);

    public override string ToString() => $"LoadSnapshotResult<toSeqNr: {ToSequenceNr}, snapshot: {Snapshot}>";
}

/// <summary>Looking for a snapshot failed.</summary>
public sealed class LoadSnapshotFailed(Exception cause) : ISnapshotResponse
{
    public Exception Cause { get; } = cause;

    public override bool Equals(object? obj) => obj is LoadSnapshotFailed other && Equals(Cause, other.Cause);

    public override int GetHashCode() => HashCode.Combine(Cause);

    public override string ToString() => $"LoadSnapshotFailed<Cause: {Cause}>";
}

/// <summary>A snapshot is kept.</summary>
public sealed class SaveSnapshotSuccess(SnapshotMetadata metadata) : ISnapshotResponse, IEquatable<SaveSnapshotSuccess>
{
    public SnapshotMetadata Metadata { get; } = metadata;

    public bool Equals(SaveSnapshotSuccess? other) => other is not null && Equals(Metadata, other.Metadata);

    public override bool Equals(object? obj) => Equals(obj as SaveSnapshotSuccess);

    public override int GetHashCode() => HashCode.Combine(Metadata);

    public override string ToString() => $"SaveSnapshotSuccess<{Metadata}>";
}

/// <summary>A snapshot could not be kept.</summary>
public sealed class SaveSnapshotFailure(SnapshotMetadata metadata, Exception cause) : ISnapshotResponse, IEquatable<SaveSnapshotFailure>
{
    public SnapshotMetadata Metadata { get; } = metadata;

    public Exception Cause { get; } = cause;

    public bool Equals(SaveSnapshotFailure? other) => other is not null && Equals(Metadata, other.Metadata) && Equals(Cause, other.Cause);

    public override bool Equals(object? obj) => Equals(obj as SaveSnapshotFailure);

    public override int GetHashCode() => HashCode.Combine(Metadata, Cause);

    public override string ToString() => $"SaveSnapshotFailure<meta: {Metadata}, cause: {Cause}>";
}

/// <summary>A snapshot is forgotten.</summary>
public sealed class DeleteSnapshotSuccess(SnapshotMetadata metadata) : ISnapshotResponse, IEquatable<DeleteSnapshotSuccess>
{
    public SnapshotMetadata Metadata { get; } = metadata;

    public bool Equals(DeleteSnapshotSuccess? other) => other is not null && Equals(Metadata, other.Metadata);

    public override bool Equals(object? obj) => Equals(obj as DeleteSnapshotSuccess);

    public override int GetHashCode() => HashCode.Combine(Metadata);

    public override string ToString() => $"DeleteSnapshotSuccess<{Metadata}>";
}

/// <summary>A snapshot could not be forgotten.</summary>
public sealed class DeleteSnapshotFailure(SnapshotMetadata metadata, Exception cause) : ISnapshotResponse, IEquatable<DeleteSnapshotFailure>
{
    public SnapshotMetadata Metadata { get; } = metadata;

    public Exception Cause { get; } = cause;

    public bool Equals(DeleteSnapshotFailure? other) => other is not null && Equals(Metadata, other.Metadata) && Equals(Cause, other.Cause);

    public override bool Equals(object? obj) => Equals(obj as DeleteSnapshotFailure);

    public override int GetHashCode() => HashCode.Combine(Metadata, Cause);

    public override string ToString() => $"DeleteSnapshotFailure<meta: {Metadata}, cause: {Cause}>";
}

/// <summary>The snapshots that fit are forgotten.</summary>
public sealed class DeleteSnapshotsSuccess(SnapshotSelectionCriteria criteria) : ISnapshotResponse, IEquatable<DeleteSnapshotsSuccess>
{
    public SnapshotSelectionCriteria Criteria { get; } = criteria;

    public bool Equals(DeleteSnapshotsSuccess? other) => other is not null && Equals(Criteria, other.Criteria);

    public override bool Equals(object? obj) => Equals(obj as DeleteSnapshotsSuccess);

    public override int GetHashCode() => HashCode.Combine(Criteria);

    public override string ToString() => $"DeleteSnapshotsSuccess<{Criteria}>";
}

/// <summary>The snapshots that fit could not be forgotten.</summary>
public sealed class DeleteSnapshotsFailure(SnapshotSelectionCriteria criteria, Exception cause) : ISnapshotResponse, IEquatable<DeleteSnapshotsFailure>
{
    public SnapshotSelectionCriteria Criteria { get; } = criteria;

    public Exception Cause { get; } = cause;

    public bool Equals(DeleteSnapshotsFailure? other) => other is not null && Equals(Criteria, other.Criteria) && Equals(Cause, other.Cause);

    public override bool Equals(object? obj) => Equals(obj as DeleteSnapshotsFailure);

    public override int GetHashCode() => HashCode.Combine(Criteria, Cause);

    public override string ToString() => $"DeleteSnapshotsFailure<criteria: {Criteria}, cause: {Cause}>";
}
