using System.Globalization;
using System.Threading.Channels;
using ActorEngine.Contracts;
using Microsoft.Data.Sqlite;

namespace ActorEngine.Builder;

/// <summary>
/// Results of steps by their keys: in memory, and in a SQLite database that is written behind. A crash loses the newest, which are made again. The
/// layers themselves are held by a lease of the image store. Thread-safe.
/// </summary>
internal sealed class BuildCache : IAsyncDisposable
{
    private const string Schema = "CREATE TABLE IF NOT EXISTS steps (key TEXT PRIMARY KEY, chain TEXT, created TEXT NOT NULL, empty INTEGER NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;";

    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly HashSet<Digest> gone = [];
    private readonly Lock gate = new();
    private readonly SqliteConnection connection;
    private readonly Channel<(string Key, Entry? Entry)> writes = Channel.CreateBounded<(string, Entry?)>(new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Task writing;
    private readonly int most;
    private long clock;

    private BuildCache(SqliteConnection connection, LeaseFile lease, int most)
    {
        (this.connection, Lease, this.most) = (connection, lease, most);
        using SqliteCommand command = Command("SELECT key, chain, created, empty, used FROM steps");
        using (SqliteDataReader row = command.ExecuteReader())
        {
            while (row.Read())
            {
                Digest? chain = row.IsDBNull(1) ? null : new Digest(row.GetString(1));
                var result = new StepResult(chain, row.GetInt64(3) != 0, DateTimeOffset.Parse(row.GetString(2), CultureInfo.InvariantCulture));
                entries[row.GetString(0)] = new Entry(result, row.GetInt64(4));
                clock = Math.Max(clock, row.GetInt64(4));
            }
        }

        writing = WriteAsync();
    }

    /// <summary>The lease that holds the layers of all results.</summary>
    public LeaseFile Lease { get; }

    /// <summary>The file systems of all results.</summary>
    public IReadOnlyList<Digest> Chains
    {
        get
        {
            lock (gate) return [.. entries.Values.Select(entry => entry.Result.Chain).OfType<Digest>().Distinct()];
        }
    }

    /// <summary>Opens or makes the database. One that cannot be read is made anew: it is only a cache.</summary>
    public static BuildCache Open(string path, int most)
    {
        LeaseFile lease = LeaseFile.Open(path + ".lease");
        return CacheDatabase.Open(path, Schema, connection => new BuildCache(connection, lease, most));
    }

    public StepResult? Find(string key)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(key, out Entry? entry)) return null;
            entries[key] = entry = entry with { Used = ++clock };
            writes.Writer.TryWrite((key, entry));
            return entry.Result;
        }
    }

    /// <summary>Remembers a result; the longest unused go for it.</summary>
    public void Add(string key, StepResult result)
    {
        lock (gate)
        {
            if (entries.TryGetValue(key, out Entry? before)) NoteGone(before);
            else if (entries.Count >= most)
            {
                foreach ((string old, Entry entry) in entries.OrderBy(pair => pair.Value.Used).Take(Math.Max(1, most / 10)).ToList())
                {
                    entries.Remove(old);
                    writes.Writer.TryWrite((old, null));
                    NoteGone(entry);
                }
            }

            var added = entries[key] = new Entry(result, ++clock);
            writes.Writer.TryWrite((key, added));
        }
    }

    /// <summary>File systems that no result has any more. To be let go of while no build runs: one may stand on them.</summary>
    public IReadOnlyList<Digest> TakeGone()
    {
        lock (gate)
        {
            if (gone.Count == 0) return [];
            gone.ExceptWith(entries.Values.Select(entry => entry.Result.Chain).OfType<Digest>());
            Digest[] all = [.. gone];
            gone.Clear();
            return all;
        }
    }

    /// <summary>Forgets all results; what stands for the file systems that they had.</summary>
    /// <param name="later">Builds run, which may stand on them: <see cref="TakeGone"/> has them once these are over.</param>
    public IReadOnlyList<Digest> Clear(bool later)
    {
        lock (gate)
        {
            Digest[] chains = [.. entries.Values.Select(entry => entry.Result.Chain).OfType<Digest>().Distinct()];
            foreach (string key in entries.Keys) writes.Writer.TryWrite((key, null));
            entries.Clear();
            if (later) gone.UnionWith(chains);
            else gone.Clear();
            return chains;
        }
    }

    /// <summary>Its layers are gone.</summary>
    public void Forget(string key)
    {
        lock (gate)
        {
            if (entries.Remove(key)) writes.Writer.TryWrite((key, null));
        }
    }

    public async ValueTask DisposeAsync()
    {
        writes.Writer.TryComplete();
        await writing.ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
        Lease.Close();
    }

    private void NoteGone(Entry entry)
    {
        if (entry.Result.Chain is { } chain) gone.Add(chain);
    }

    private async Task WriteAsync()
    {
        while (await writes.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            try
            {
                using SqliteTransaction transaction = connection.BeginTransaction();
                while (writes.Reader.TryRead(out var write)) Write(transaction, write.Key, write.Entry);
                transaction.Commit();
            }
            catch (SqliteException)
            {
                // A disk that is full costs the cache, not the build.
            }
        }
    }

    private void Write(SqliteTransaction transaction, string key, Entry? entry)
    {
        using SqliteCommand command = Command(entry is null
            ? "DELETE FROM steps WHERE key = $key"
            : "INSERT INTO steps (key, chain, created, empty, used) VALUES ($key, $chain, $created, $empty, $used) ON CONFLICT (key) DO UPDATE SET chain = excluded.chain, created = excluded.created, empty = excluded.empty, used = excluded.used");
        command.Transaction = transaction;
        command.Parameters.AddWithValue("$key", key);
        if (entry is not null)
        {
            command.Parameters.AddWithValue("$chain", (object?)entry.Result.Chain?.Value ?? DBNull.Value);
            command.Parameters.AddWithValue("$created", (entry.Result.Created ?? DateTimeOffset.UnixEpoch).ToString("O", CultureInfo.InvariantCulture));
            command.Parameters.AddWithValue("$empty", entry.Result.IsEmpty ? 1 : 0);
            command.Parameters.AddWithValue("$used", entry.Used);
        }

        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private sealed record Entry(StepResult Result, long Used);
}
