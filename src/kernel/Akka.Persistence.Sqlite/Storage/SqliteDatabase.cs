using Akka.Configuration;
using Microsoft.Data.Sqlite;

namespace Akka.Persistence.Sqlite.Storage;

/// <summary>Where a plugin's database is, and how its connections are opened.</summary>
internal sealed class SqliteDatabase
{
    private readonly string _connectionString;
    private readonly int _timeoutMilliseconds;

    public SqliteDatabase(Config config)
    {
        _connectionString = config.GetString("connection-string");
        if (string.IsNullOrEmpty(_connectionString))
            throw new ConfigurationException("The SQLite plugin has no connection-string.");
        _timeoutMilliseconds = (int)config.GetTimeSpan("connection-timeout", TimeSpan.FromSeconds(30)).TotalMilliseconds;
    }

    /// <exception cref="SqliteException">The database cannot be opened.</exception>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString) { DefaultTimeout = Math.Max(1, _timeoutMilliseconds / 1000) };
        try
        {
            connection.Open();

            // SQLite's own wait for a lock is finer than the retries of the connection.
            SQLitePCL.raw.sqlite3_busy_timeout(connection.Handle, _timeoutMilliseconds);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
