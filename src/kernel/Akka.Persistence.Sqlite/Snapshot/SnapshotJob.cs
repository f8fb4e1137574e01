using Akka.Persistence.Sqlite.Storage;

namespace Akka.Persistence.Sqlite.Snapshot;

/// <summary>One statement on the snapshot table.</summary>
internal sealed class SnapshotJob(string sql, params object?[] arguments) : SqliteJob
{
    public override void Execute(SqliteSession session) => session.Execute(sql, arguments);
}
