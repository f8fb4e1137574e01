using System.Collections.Concurrent;

namespace Akka.Persistence.Sqlite.Storage;

/// <summary>
/// The only writer of a plugin: a thread with one connection. What is queued when it gets to work is committed together;
/// when that fails, each change is tried alone, so that only what fails by itself fails.
/// </summary>
internal sealed class SqliteWorker
{
    private const int LargestGroup = 1024;

    private readonly BlockingCollection<SqliteJob> _queue = [];
    private readonly SqliteDatabase _database;
    private readonly string[] _schema;
    private SqliteSession? _session;

    /// <param name="database">Where to write.</param>
    /// <param name="schema">Statements to run when the database is opened.</param>
    /// <param name="name">The name of the thread.</param>
    public SqliteWorker(SqliteDatabase database, string[] schema, string name)
    {
        _database = database;
        _schema = schema;
        new Thread(Work) { IsBackground = true, Name = name }.Start();
    }

    public Task Run(SqliteJob job)
    {
        try
        {
            _queue.Add(job);
        }
        catch (InvalidOperationException)
        {
            job.Fail(new ObjectDisposedException(nameof(SqliteWorker), "The plugin is stopped."));
        }

        return job.Done;
    }

    /// <summary>Ends after what is queued is done.</summary>
    public void Stop() => _queue.CompleteAdding();

    private void Work()
    {
        var group = new List<SqliteJob>();
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < LargestGroup && _queue.TryTake(out var next)) group.Add(next);
            if (group.Count == 1 || !TryRun(group, out _))
                foreach (var job in group)
                    RunAlone(job);
            group.Clear();
        }

        Close();
    }

    private void RunAlone(SqliteJob job)
    {
        if (!TryRun([job], out var cause)) job.Fail(cause!);
    }

    private bool TryRun(List<SqliteJob> jobs, out Exception? cause)
    {
        try
        {
            var session = _session ??= Open();
            var writes = jobs.Exists(job => job.Writes);
            if (writes) session.Begin();
            foreach (var job in jobs) job.Execute(session);
            if (writes) session.Commit();
        }
        catch (Exception e)
        {
            cause = e;
            Abandon();
            return false;
        }

        foreach (var job in jobs) job.Succeed();
        cause = null;
        return true;
    }

    private SqliteSession Open()
    {
        var session = new SqliteSession(_database.Open());
        try
        {
            foreach (var statement in _schema) session.Execute(statement);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private void Abandon()
    {
        try
        {
            _session?.Rollback();
        }
        catch (Exception)
        {
            // The connection is unusable; the next change opens another one.
            Close();
        }
    }

    private void Close()
    {
        _session?.Dispose();
        _session = null;
    }
}
