using Microsoft.Data.Sqlite;

namespace ActorEngine.Daemon;

/// <summary>
/// Room inside a SQLite database and its write-ahead log, so that a disk which a container filled does not keep the engine from recording the container's end and
/// removal: pages that are free in the file are used before it grows, and the log is written over from its beginning.
/// </summary>
internal static class DatabaseRoom
{
    /// <summary>A log is copied into its database every 1,000 pages: it fits.</summary>
    private const int Pages = 1100, PageBytes = 4096;

    /// <summary>Makes the room where less than half of it is left. Blocks.</summary>
    /// <exception cref="SqliteException">The disk has no room for it.</exception>
    public static void Keep(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        if (Run(connection, "PRAGMA freelist_count") >= Pages / 2 && new FileInfo(path + "-wal") is { Exists: true, Length: >= (long)Pages * PageBytes / 2 }) return;
        Run(connection, "CREATE TABLE IF NOT EXISTS room (filler BLOB)");
        // Two transactions: pages that come and go in one are never written.
        Run(connection, $"INSERT INTO room VALUES (zeroblob({Pages * PageBytes}))");
        Run(connection, "DELETE FROM room");
        Run(connection, "PRAGMA wal_checkpoint(RESTART)");
    }

    private static long Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long number ? number : 0;
    }
}
