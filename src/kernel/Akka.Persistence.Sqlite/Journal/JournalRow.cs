using Akka.Persistence.Journal;
using Akka.Persistence.Sql.Common.Journal;
using Akka.Persistence.Sqlite.Storage;

namespace Akka.Persistence.Sqlite.Journal;

/// <summary>An event as its row holds it.</summary>
internal sealed record JournalRow(long SequenceNr, long Timestamp, PayloadColumns Columns, string? Tags)
{
    public static JournalRow From(
        IPersistentRepresentation representation,
        Akka.Serialization.Serialization serialization,
        ITimestampProvider timestamps)
    {
        var tagged = representation.Payload as Tagged?;
        return new JournalRow(
            representation.SequenceNr,
            timestamps.GenerateTimestamp(representation),
            PayloadColumns.Write(serialization, tagged?.Payload ?? representation.Payload),
            tagged is { Tags.Count: > 0 } ? $";{string.Join(';', tagged.Value.Tags)};" : null);
    }
}
