namespace Akka.Persistence;

/// <summary>Whose state a snapshot holds, up to which event, and when it was taken (UTC).</summary>
public sealed record SnapshotMetadata
{
    public SnapshotMetadata(string persistenceId, long sequenceNr, DateTime timestamp)
    {
        PersistenceId = persistenceId;
        SequenceNr = sequenceNr;
        Timestamp = timestamp;
    }

    /// <summary>Orders by persistence id, then sequence number, then time.</summary>
    public static IComparer<SnapshotMetadata> Comparer { get; } = Comparer<SnapshotMetadata>.Create(Compare);

    public string PersistenceId { get; }

    public long SequenceNr { get; }

    public DateTime Timestamp { get; }

    private static int Compare(SnapshotMetadata x, SnapshotMetadata y)
    {
        var order = string.CompareOrdinal(x.PersistenceId, y.PersistenceId);
        if (order == 0) order = x.SequenceNr.CompareTo(y.SequenceNr);
        return order == 0 ? x.Timestamp.CompareTo(y.Timestamp) : order;
    }
}
