using System.Collections.Concurrent;
using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>
/// Counts who reads a container's log files, so that a container which is removed when it exits keeps them until its last output has
/// been read. Thread-safe.
/// </summary>
public sealed class LogReaders
{
    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>Keeps the log files until the result is disposed; take it before the container is started.</summary>
    public IDisposable Hold(ContainerId id)
    {
        while (true)
        {
            Entry entry = entries.GetOrAdd(id.Value, static _ => new Entry());
            lock (entry)
            {
                if (entry.Closed) continue;
                entry.Count++;
                return new Holder(this, id, entry);
            }
        }
    }

    /// <summary>Completes when nobody reads.</summary>
    internal Task WhenNoneAsync(ContainerId id, CancellationToken cancellation) =>
        entries.TryGetValue(id.Value, out Entry? entry) ? entry.None.Task.WaitAsync(cancellation) : Task.CompletedTask;

    private void Release(ContainerId id, Entry entry)
    {
        lock (entry)
        {
            if (--entry.Count > 0) return;
            entry.Closed = true;
            entries.TryRemove(new KeyValuePair<string, Entry>(id.Value, entry));
        }

        entry.None.SetResult();
    }

    private sealed class Entry
    {
        public int Count;
        public bool Closed;
        public readonly TaskCompletionSource None = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Holder(LogReaders readers, ContainerId id, Entry entry) : IDisposable
    {
        private int released;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref released, 1) == 0) readers.Release(id, entry);
        }
    }
}
