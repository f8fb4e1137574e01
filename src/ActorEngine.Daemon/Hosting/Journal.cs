using Akka.Configuration;
using Akka.Persistence.Sqlite;
using Microsoft.Data.Sqlite;

namespace ActorEngine.Daemon;

/// <summary>The journal's database file.</summary>
internal static class Journal
{
    public static string Path(string stateDirectory) => System.IO.Path.Combine(stateDirectory, "journal.db");

    /// <summary>Makes the file where it is missing, in write-ahead mode: readers and the writer do not wait for each other.</summary>
    /// <exception cref="StartException">It cannot be opened, or is no database.</exception>
    public static void Prepare(string path)
    {
        try
        {
            using var connection = new SqliteConnection(ConnectionString(path));
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL;";
            command.ExecuteScalar();
        }
        catch (SqliteException error)
        {
            throw new StartException($"The journal {path} cannot be used: {error.Message} If the disk is full or read-only, mend that; if the file is damaged, move it aside together with its -wal and -shm files: running containers are then reported as leftovers.", error);
        }
    }

    /// <summary>Points the actor system's journal and snapshot store at the file.</summary>
    public static Config Configure(string path, Config config)
    {
        string value = ConnectionString(path).Replace("\\", "\\\\").Replace("\"", "\\\"");
        return ConfigurationFactory.ParseString($$"""
            akka.persistence {
              journal.sqlite.connection-string = "{{value}}"
              snapshot-store.sqlite.connection-string = "{{value}}"
            }
            """).WithFallback(config).WithFallback(SqlitePersistence.DefaultConfiguration());
    }

    private static string ConnectionString(string path) => new SqliteConnectionStringBuilder { DataSource = path }.ToString();
}
