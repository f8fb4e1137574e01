namespace Akka.Persistence.Snapshot;

/// <summary>A snapshot in memory; the time is in ticks.</summary>
internal sealed class SnapshotEntry(string id, string persistenceId, long sequenceNr, long timestamp, object snapshot)
{
    public string Id { get; } = id;

    public string PersistenceId { get; } = persistenceId;

    public long SequenceNr { get; } = sequenceNr;

    public long Timestamp { get; } = timestamp;

    public object Snapshot { get; } = snapshot;
}
