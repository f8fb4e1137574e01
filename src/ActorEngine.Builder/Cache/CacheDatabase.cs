using Microsoft.Data.Sqlite;

namespace ActorEngine.Builder;

/// <summary>SQLite databases that hold nothing but what can be had again.</summary>
internal static class CacheDatabase
{
    /// <summary>Opens or makes the database. One that cannot be read is made anew.</summary>
    /// <param name="schema">Makes the tables where they are missing.</param>
    /// <param name="read">Makes the owner of the connection; may read.</param>
    public static T Open<T>(string path, string schema, Func<SqliteConnection, T> read)
    {
        try
        {
            return Read(path, schema, read);
        }
        catch (SqliteException)
        {
            foreach (string file in (string[])[path, path + "-wal", path + "-shm"]) File.Delete(file);
            return Read(path, schema, read);
        }
    }

    private static T Read<T>(string path, string schema, Func<SqliteConnection, T> read)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + schema;
            command.ExecuteNonQuery();
            return read(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
