using Akka.Configuration;

namespace Akka.Persistence.Sqlite.Journal;

/// <summary>The journal's two tables, and the statements on them.</summary>
internal sealed class JournalSql
{
    public JournalSql(Config config)
    {
        var events = config.GetString("table-name");
        var highest = config.GetString("metadata-table-name");
        Schema =
        [
            $"""
             CREATE TABLE IF NOT EXISTS {events} (
                 ordering INTEGER PRIMARY KEY NOT NULL,
                 persistence_id VARCHAR(255) NOT NULL,
                 sequence_nr INTEGER(8) NOT NULL,
                 is_deleted INTEGER(1) NOT NULL,
                 manifest VARCHAR(255) NULL,
                 timestamp INTEGER NOT NULL,
                 payload BLOB NOT NULL,
                 tags VARCHAR(2000) NULL,
                 serializer_id INTEGER(4),
                 UNIQUE (persistence_id, sequence_nr)
             )
             """,
            $"""
             CREATE TABLE IF NOT EXISTS {highest} (
                 persistence_id VARCHAR(255) NOT NULL,
                 sequence_nr INTEGER(8) NOT NULL,
                 PRIMARY KEY (persistence_id, sequence_nr)
             )
             """,
        ];
        Insert =
            $"INSERT INTO {events} (persistence_id, sequence_nr, timestamp, is_deleted, manifest, payload, tags, serializer_id) " +
            "VALUES (@1, @2, @3, 0, @4, @5, @6, @7)";
        Highest =
            $"SELECT MAX(n) FROM (SELECT MAX(sequence_nr) AS n FROM {events} WHERE persistence_id = @1 " +
            $"UNION SELECT MAX(sequence_nr) AS n FROM {highest} WHERE persistence_id = @1)";
        Replay =
            $"SELECT sequence_nr, timestamp, is_deleted, manifest, payload, serializer_id FROM {events} " +
            "WHERE persistence_id = @1 AND sequence_nr BETWEEN @2 AND @3 ORDER BY sequence_nr";
        Delete = $"DELETE FROM {events} WHERE persistence_id = @1 AND sequence_nr <= @2";
        KeepHighest = $"INSERT OR IGNORE INTO {highest} (persistence_id, sequence_nr) VALUES (@1, @2)";
    }

    public string[] Schema { get; }

    public string Insert { get; }

    public string Highest { get; }

    public string Replay { get; }

    public string Delete { get; }

    /// <summary>Remembers the highest sequence number of an id whose events are all deleted.</summary>
    public string KeepHighest { get; }
}
