using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Sqlite;
using Microsoft.Data.Sqlite;

namespace ActorEngine.Benchmarks.Kernel;

/// <summary>How the database is set up.</summary>
internal enum JournalMode
{
    /// <summary>As the plugin creates it: rollback journal, synchronous FULL.</summary>
    PluginDefault,

    /// <summary>As the engine creates it: write-ahead log, synchronous FULL.</summary>
    EngineWal,
}

/// <summary>A database file below the temporary directory, gone when disposed.</summary>
internal sealed class JournalFile : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("figures").FullName;

    public JournalFile(JournalMode mode)
    {
        if (mode != JournalMode.EngineWal)
            return;
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL;";
        command.ExecuteScalar();
    }

    private string ConnectionString => $"Data Source={Path.Combine(_directory, "journal.db")}";

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>A system whose journal and snapshot store are in this file.</summary>
    public ActorSystem Open() => ActorSystem.Create("figures", ConfigurationFactory.ParseString($$"""
            akka.persistence {
              journal { plugin = "akka.persistence.journal.sqlite", sqlite { connection-string = "{{ConnectionString}}", auto-initialize = on } }
              snapshot-store { plugin = "akka.persistence.snapshot-store.sqlite", sqlite { connection-string = "{{ConnectionString}}", auto-initialize = on } }
            }
            """)
        .WithFallback(ConfigurationFactory.ParseString(HappenedSerializer.Hocon))
        .WithFallback(ConfigurationFactory.ParseString(QuietSystem.Hocon))
        .WithFallback(SqlitePersistence.DefaultConfiguration()));

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }
}
