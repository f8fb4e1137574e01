using Akka.Configuration;

namespace Akka.Persistence.Sqlite.Snapshot;

/// <summary>The snapshot table, and the statements on it.</summary>
internal sealed class SnapshotSql
{
    private const string Range =
        "persistence_id = @1 AND sequence_nr <= @2 AND created_at <= @3 AND sequence_nr >= @4 AND created_at >= @5";

    public SnapshotSql(Config config)
    {
        var table = config.GetString("table-name");
        Schema =
        [
            $"""
             CREATE TABLE IF NOT EXISTS {table} (
                 persistence_id VARCHAR(255) NOT NULL,
                 sequence_nr INTEGER(8) NOT NULL,
                 created_at INTEGER(8) NOT NULL,
                 manifest VARCHAR(255) NOT NULL,
                 payload BLOB NOT NULL,
                 serializer_id INTEGER(4),
                 PRIMARY KEY (persistence_id, sequence_nr)
             )
             """,
        ];
        Save =
            $"INSERT INTO {table} (persistence_id, sequence_nr, created_at, manifest, payload, serializer_id) VALUES (@1, @2, @3, @4, @5, @6) " +
            "ON CONFLICT (persistence_id, sequence_nr) DO UPDATE SET created_at = @3, manifest = @4, payload = @5, serializer_id = @6";
        Select =
            $"SELECT sequence_nr, created_at, manifest, payload, serializer_id FROM {table} WHERE {Range} ORDER BY sequence_nr DESC LIMIT 1";
        DeleteOne = $"DELETE FROM {table} WHERE persistence_id = @1 AND sequence_nr = @2 AND created_at <= @3";
        DeleteRange = $"DELETE FROM {table} WHERE {Range}";
    }

    public string[] Schema { get; }

    public string Save { get; }

    public string Select { get; }

    public string DeleteOne { get; }

    public string DeleteRange { get; }

    /// <summary>The arguments of <see cref="Select"/> and <see cref="DeleteRange"/>.</summary>
    public static object?[] Bounds(string persistenceId, SnapshotSelectionCriteria criteria) =>
    [
        persistenceId,
        criteria.MaxSequenceNr,
        criteria.MaxTimeStamp.Ticks,
        criteria.MinSequenceNr,
        criteria.MinTimestamp?.Ticks ?? 0L,
    ];
}
