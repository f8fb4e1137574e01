namespace Akka.Persistence;

/// <summary>A snapshot and what is known of it.</summary>
public sealed record SelectedSnapshot
{
    public SelectedSnapshot(SnapshotMetadata metadata, object snapshot)
    {
        Metadata = metadata;
        Snapshot = snapshot;
    }

    public SnapshotMetadata Metadata { get; }

    public object Snapshot { get; }
}

/// <summary>What a recovering actor is given before the events that came after it.</summary>
public sealed record SnapshotOffer
{
    public SnapshotOffer(SnapshotMetadata metadata, object snapshot)
    {
        Metadata = metadata;
        Snapshot = snapshot;
    }

    public SnapshotMetadata Metadata { get; }

    public object Snapshot { get; }
}
