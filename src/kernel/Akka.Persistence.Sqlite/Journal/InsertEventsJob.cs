using Akka.Persistence.Sqlite.Storage;

namespace Akka.Persistence.Sqlite.Journal;

/// <summary>Stores the events of one write.</summary>
internal sealed class InsertEventsJob(JournalSql sql, string persistenceId, IReadOnlyList<JournalRow> rows) : SqliteJob
{
    public override void Execute(SqliteSession session)
    {
        foreach (var row in rows)
            session.Execute(
                sql.Insert,
                persistenceId,
                row.SequenceNr,
                row.Timestamp,
                row.Columns.Manifest,
                row.Columns.Payload,
                row.Tags,
                row.Columns.SerializerId);
    }
}
