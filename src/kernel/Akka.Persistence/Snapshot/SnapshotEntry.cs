namespace Akka.Persistence.Snapshot;

/// <summary>A snapshot in memory; the time is in ticks.</summary>
public class SnapshotEntry
{
    public string Id { get; set; } = null!;

    public string PersistenceId { get; set; } = null!;

    public long SequenceNr { get; set; }

    public long Timestamp { get; set; }

    public object Snapshot { get; set; } = null!;
}
