namespace Akka.Persistence;

/// <summary>A snapshot and what is known of it.</summary>
public sealed class SelectedSnapshot(SnapshotMetadata metadata, object snapshot) : IEquatable<SelectedSnapshot>
{
    public SnapshotMetadata Metadata { get; } = metadata;

    public object Snapshot { get; } = snapshot;

    public bool Equals(SelectedSnapshot? other) => other is not null && Equals(Metadata, other.Metadata) && Equals(Snapshot, other.Snapshot);

    public override bool Equals(object? obj) => Equals(obj as SelectedSnapshot);

    public override int GetHashCode() => HashCode.Combine(Metadata, Snapshot);

    public override string ToString() => $"SelectedSnapshot<meta: {Metadata}, snapshot: {Snapshot}>";
}

/// <summary>What a recovering actor is given before the events that came after it.</summary>
public sealed class SnapshotOffer(SnapshotMetadata metadata, object snapshot) : IEquatable<SnapshotOffer>
{
    public SnapshotMetadata Metadata { get; } = metadata;

    public object Snapshot { get; } = snapshot;

    public bool Equals(SnapshotOffer? other) => other is not null && Equals(Metadata, other.Metadata) && Equals(Snapshot, other.Snapshot);

    public override bool Equals(object? obj) => Equals(obj as SnapshotOffer);

    public override int GetHashCode() => HashCode.Combine(Metadata, Snapshot);

    public override string ToString() => $"SnapshotOffer<meta: {Metadata}, snapshot: {Snapshot}>";
}
