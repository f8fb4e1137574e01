namespace Akka.Persistence;

/// <summary>The snapshot found, or null when none fits.</summary>
public sealed record LoadSnapshotResult : ISnapshotResponse
{
    public LoadSnapshotResult(SelectedSnapshot snapshot, long toSequenceNr)
    {
        Snapshot = snapshot;
        ToSequenceNr = toSequenceNr;
    }

    public SelectedSnapshot Snapshot { get; }

    public long ToSequenceNr { get; }
}

/// <summary>Looking for a snapshot failed.</summary>
public sealed record LoadSnapshotFailed : ISnapshotResponse
{
    public LoadSnapshotFailed(Exception cause)
    {
        Cause = cause;
    }

    public Exception Cause { get; }
}

/// <summary>A snapshot is kept.</summary>
public sealed record SaveSnapshotSuccess : ISnapshotResponse
{
    public SaveSnapshotSuccess(SnapshotMetadata metadata)
    {
        Metadata = metadata;
    }

    public SnapshotMetadata Metadata { get; }
}

/// <summary>A snapshot could not be kept.</summary>
public sealed record SaveSnapshotFailure : ISnapshotResponse
{
    public SaveSnapshotFailure(SnapshotMetadata metadata, Exception cause)
    {
        Metadata = metadata;
        Cause = cause;
    }

    public SnapshotMetadata Metadata { get; }

    public Exception Cause { get; }
}

/// <summary>A snapshot is forgotten.</summary>
public sealed record DeleteSnapshotSuccess : ISnapshotResponse
{
    public DeleteSnapshotSuccess(SnapshotMetadata metadata)
    {
        Metadata = metadata;
    }

    public SnapshotMetadata Metadata { get; }
}

/// <summary>A snapshot could not be forgotten.</summary>
public sealed record DeleteSnapshotFailure : ISnapshotResponse
{
    public DeleteSnapshotFailure(SnapshotMetadata metadata, Exception cause)
    {
        Metadata = metadata;
        Cause = cause;
    }

    public SnapshotMetadata Metadata { get; }

    public Exception Cause { get; }
}

/// <summary>The snapshots that fit are forgotten.</summary>
public sealed record DeleteSnapshotsSuccess : ISnapshotResponse
{
    public DeleteSnapshotsSuccess(SnapshotSelectionCriteria criteria)
    {
        Criteria = criteria;
    }

    public SnapshotSelectionCriteria Criteria { get; }
}

/// <summary>The snapshots that fit could not be forgotten.</summary>
public sealed record DeleteSnapshotsFailure : ISnapshotResponse
{
    public DeleteSnapshotsFailure(SnapshotSelectionCriteria criteria, Exception cause)
    {
        Criteria = criteria;
        Cause = cause;
    }

    public SnapshotSelectionCriteria Criteria { get; }

    public Exception Cause { get; }
}
