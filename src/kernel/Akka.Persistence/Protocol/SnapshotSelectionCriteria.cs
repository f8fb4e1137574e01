using Newtonsoft.Json;

namespace Akka.Persistence;

/// <summary>Bounds, both inclusive, on the sequence number and the time of a snapshot.</summary>
public sealed class SnapshotSelectionCriteria : IEquatable<SnapshotSelectionCriteria>
{
    [JsonConstructor]
    public SnapshotSelectionCriteria(long maxSequenceNr, DateTime maxTimeStamp, long minSequenceNr = 0, DateTime? minTimestamp = null)
    {
        MaxSequenceNr = maxSequenceNr;
        MaxTimeStamp = maxTimeStamp;
        MinSequenceNr = minSequenceNr;
        MinTimestamp = minTimestamp ?? DateTime.MinValue;
    }

    public SnapshotSelectionCriteria(long maxSequenceNr)
        : this(maxSequenceNr, DateTime.MaxValue)
    {
    }

    public static SnapshotSelectionCriteria Latest { get; } = new(long.MaxValue, DateTime.MaxValue);

    public static SnapshotSelectionCriteria None { get; } = new(0L, DateTime.MinValue);

    public long MaxSequenceNr { get; }

    public DateTime MaxTimeStamp { get; }

    public long MinSequenceNr { get; }

    public DateTime? MinTimestamp { get; }

    public bool Equals(SnapshotSelectionCriteria? other) =>
        other is not null && MaxSequenceNr == other.MaxSequenceNr && MaxTimeStamp == other.MaxTimeStamp && MinSequenceNr == other.MinSequenceNr && MinTimestamp == other.MinTimestamp;

    public override bool Equals(object? obj) => Equals(obj as SnapshotSelectionCriteria);

    public override int GetHashCode() => HashCode.Combine(MaxSequenceNr, MaxTimeStamp, MinSequenceNr, MinTimestamp);

    public override string ToString() =>
        $"SnapshotSelectionCriteria<maxSeqNr: {MaxSequenceNr}, maxTimestamp: {MaxTimeStamp:yyyy/MM/dd}, minSeqNr: {MinSequenceNr}, minTimestamp: {MinTimestamp:yyyy/MM/dd}>";

    internal SnapshotSelectionCriteria Limit(long toSequenceNr) =>
        toSequenceNr < MaxSequenceNr ? new(toSequenceNr, MaxTimeStamp, MinSequenceNr, MinTimestamp) : this;

    internal bool Matches(long sequenceNr, long timestampTicks) =>
        (MaxSequenceNr <= 0 || sequenceNr <= MaxSequenceNr)
        && (MaxTimeStamp == DateTime.MinValue || timestampTicks <= MaxTimeStamp.Ticks)
        && sequenceNr >= MinSequenceNr
        && (MinTimestamp is not { } min || timestampTicks >= min.Ticks);
}
