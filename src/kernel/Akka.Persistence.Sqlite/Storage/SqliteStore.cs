using Akka.Configuration;

namespace Akka.Persistence.Sqlite.Storage;

/// <summary>A plugin's database: changes go through one worker, reading has connections of its own.</summary>
internal sealed class SqliteStore
{
    private readonly SqliteDatabase _database;
    private readonly SqliteWorker _worker;
    private readonly bool _autoInitialize;
    private Task _ready = Task.CompletedTask;

    public SqliteStore(Config config, string[] schema, string name)
    {
        _database = new SqliteDatabase(config);
        _autoInitialize = config.GetBoolean("auto-initialize", false);
        _worker = new SqliteWorker(_database, _autoInitialize ? schema : [], name);
        if (_autoInitialize) _ready = _worker.Run(new InitializeJob());
    }

    public Task Change(SqliteJob job) => _worker.Run(job);

    /// <summary>Reads outside the calling thread, once the tables are there.</summary>
    public async Task<T> Read<T>(Func<SqliteSession, T> read)
    {
        if (_autoInitialize && _ready is { IsCompleted: true, IsCompletedSuccessfully: false })
            _ready = _worker.Run(new InitializeJob());
        await _ready.ConfigureAwait(false);
        return await Task.Run(() =>
        {
            using var session = new SqliteSession(_database.Open());
            return read(session);
        }).ConfigureAwait(false);
    }

    public void Stop() => _worker.Stop();
}
