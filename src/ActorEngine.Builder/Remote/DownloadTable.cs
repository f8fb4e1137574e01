using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ActorEngine.Builder;

/// <summary>What an address gave last.</summary>
/// <param name="Digest">sha256 of the content, in hexadecimal.</param>
internal sealed record KnownDownload(string? ETag, DateTimeOffset? Modified, string Digest);

/// <summary>
/// Remembers what addresses gave, so that a server is asked only whether it has something new. In a SQLite database; losing it costs a download. Calls
/// block for a moment: they are made outside the actors. Thread-safe.
/// </summary>
internal sealed class DownloadTable : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS downloads (url TEXT PRIMARY KEY, etag TEXT, modified TEXT, digest TEXT NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS downloads_used ON downloads (used);
        """;

    private readonly SqliteConnection connection;
    private readonly Lock gate = new();
    private readonly int most;

    private DownloadTable(SqliteConnection connection, int most) => (this.connection, this.most) = (connection, most);

    /// <summary>Opens or makes the database. One that cannot be read is made anew.</summary>
    /// <param name="most">Addresses that are kept; the longest unused go first.</param>
    public static DownloadTable Open(string path, int most) => CacheDatabase.Open(path, Schema, connection => new DownloadTable(connection, most));

    public KnownDownload? Find(string url)
    {
        lock (gate)
        {
            using SqliteCommand command = Command("SELECT etag, modified, digest FROM downloads WHERE url = $url", url);
            using SqliteDataReader row = command.ExecuteReader();
            if (!row.Read()) return null;
            DateTimeOffset? modified = row.IsDBNull(1) ? null : DateTimeOffset.Parse(row.GetString(1), CultureInfo.InvariantCulture);
            return new KnownDownload(row.IsDBNull(0) ? null : row.GetString(0), modified, row.GetString(2));
        }
    }

    public void Add(string url, KnownDownload known)
    {
        lock (gate)
        {
            using SqliteCommand command = Command("""
                INSERT OR REPLACE INTO downloads (url, etag, modified, digest, used) VALUES ($url, $etag, $modified, $digest, (SELECT COALESCE(MAX(used), 0) + 1 FROM downloads));
                DELETE FROM downloads WHERE used <= (SELECT MAX(used) FROM downloads) - $most;
                """, url);
            command.Parameters.AddWithValue("$etag", (object?)known.ETag ?? DBNull.Value);
            command.Parameters.AddWithValue("$modified", (object?)known.Modified?.ToString("O", CultureInfo.InvariantCulture) ?? DBNull.Value);
            command.Parameters.AddWithValue("$digest", known.Digest);
            command.Parameters.AddWithValue("$most", most);
            try
            {
                command.ExecuteNonQuery();
            }
            catch (SqliteException)
            {
                // A disk that is full costs the next download, not the build.
            }
        }
    }

    public void Dispose() => connection.Dispose();

    private SqliteCommand Command(string sql, string url)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$url", url);
        return command;
    }
}
