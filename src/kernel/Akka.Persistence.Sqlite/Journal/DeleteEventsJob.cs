using Akka.Persistence.Sqlite.Storage;

namespace Akka.Persistence.Sqlite.Journal;

/// <summary>Deletes events; their sequence numbers are never given again.</summary>
internal sealed class DeleteEventsJob(JournalSql sql, string persistenceId, long toSequenceNr) : SqliteJob
{
    public override void Execute(SqliteSession session)
    {
        var highest = session.Scalar(sql.Highest, persistenceId) as long? ?? 0L;
        session.Execute(sql.Delete, persistenceId, toSequenceNr);
        if (highest <= toSequenceNr) session.Execute(sql.KeepHighest, persistenceId, highest);
    }
}
