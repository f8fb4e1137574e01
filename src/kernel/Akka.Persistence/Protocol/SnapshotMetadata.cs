using Newtonsoft.Json;

namespace Akka.Persistence;

/// <summary>Whose state a snapshot holds, up to which event, and when it was taken (UTC).</summary>
public sealed class SnapshotMetadata : IEquatable<SnapshotMetadata>
{
    [JsonConstructor]
    public SnapshotMetadata(string persistenceId, long sequenceNr, DateTime timestamp)
    {
        PersistenceId = persistenceId;
        SequenceNr = sequenceNr;
        Timestamp = timestamp;
    }

    /// <summary>A snapshot of any time.</summary>
    public SnapshotMetadata(string persistenceId, long sequenceNr)
        : this(persistenceId, sequenceNr, DateTime.MinValue)
    {
    }

    /// <summary>Orders by persistence id, then sequence number, then time.</summary>
    public static IComparer<SnapshotMetadata> Comparer { get; } = Comparer<SnapshotMetadata>.Create(Compare);

    public string PersistenceId { get; }

    public long SequenceNr { get; }

    public DateTime Timestamp { get; }

    public bool Equals(SnapshotMetadata? other) =>
        other is not null && PersistenceId == other.PersistenceId && SequenceNr == other.SequenceNr && Timestamp == other.Timestamp;

    public override bool Equals(object? obj) => Equals(obj as SnapshotMetadata);

    public override int GetHashCode() => HashCode.Combine(PersistenceId, SequenceNr, Timestamp);

    public override string ToString() => $"SnapshotMetadata<pid: {PersistenceId}, seqNr: {SequenceNr}, timestamp: {Timestamp:yyyy/MM/dd}>";

    private static int Compare(SnapshotMetadata x, SnapshotMetadata y)
    {
        var order = string.CompareOrdinal(x.PersistenceId, y.PersistenceId);
        if (order == 0) order = x.SequenceNr.CompareTo(y.SequenceNr);
        return order == 0 ? x.Timestamp.CompareTo(y.Timestamp) : order;
    }
}
