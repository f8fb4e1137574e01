namespace Akka.Persistence.Snapshot;

/// <summary>Keeps snapshots in memory, for as long as the store lives.</summary>
public class MemorySnapshotStore : SnapshotStore
{
    private List<SnapshotEntry> Snapshots { get; } = [];

    protected override Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) =>
        Task.FromResult(Selected(Snapshots.Where(entry => Fits(entry, persistenceId, criteria)).MaxBy(entry => entry.SequenceNr)));

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken)
    {
        var id = $"{metadata.PersistenceId}_{metadata.SequenceNr}";
        Snapshots.RemoveAll(entry => entry.Id == id);
        Snapshots.Add(new SnapshotEntry(id, metadata.PersistenceId, metadata.SequenceNr, metadata.Timestamp.Ticks, snapshot));
        return Task.CompletedTask;
    }

    protected override Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken)
    {
        var (sequenceNr, time) = (metadata.SequenceNr, metadata.Timestamp);
        Snapshots.RemoveAll(entry =>
            entry.PersistenceId == metadata.PersistenceId
            && (sequenceNr is <= 0 or long.MaxValue || entry.SequenceNr == sequenceNr)
            && (time == DateTime.MinValue || time == DateTime.MaxValue || entry.Timestamp == time.Ticks));
        return Task.CompletedTask;
    }

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
    {
        Snapshots.RemoveAll(entry => Fits(entry, persistenceId, criteria));
        return Task.CompletedTask;
    }

    private static bool Fits(SnapshotEntry entry, string persistenceId, SnapshotSelectionCriteria criteria) =>
        entry.PersistenceId == persistenceId && criteria.Matches(entry.SequenceNr, entry.Timestamp);

    private static SelectedSnapshot Selected(SnapshotEntry? entry)
    {
        if (entry is null) return null!;
        var time = new DateTime(entry.Timestamp, DateTimeKind.Utc);
        return new SelectedSnapshot(new SnapshotMetadata(entry.PersistenceId, entry.SequenceNr, time), entry.Snapshot);
    }
}
