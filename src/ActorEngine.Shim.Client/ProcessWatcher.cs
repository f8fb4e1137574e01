using System.Collections.Concurrent;
using ActorEngine.Linux;

namespace ActorEngine.Shim.Client;

/// <summary>Completes tasks when processes end: one thread and one epoll instance for all pidfds of the process.</summary>
public sealed class ProcessWatcher
{
    private readonly Epoll epoll = new();
    private readonly ConcurrentDictionary<long, (FileDescriptor Pidfd, TaskCompletionSource Ended)> watched = new();
    private long lastToken;

    private ProcessWatcher()
    {
        var thread = new Thread(Run) { IsBackground = true, Name = "process-watcher" };
        thread.UnsafeStart();
    }

    /// <summary>The watcher of this process.</summary>
    public static ProcessWatcher Shared { get; } = new();

    /// <summary>Completes when the process of a pidfd has ended (it may still be a zombie). The caller keeps the descriptor open till then.</summary>
    public Task WaitAsync(FileDescriptor pidfd)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        FileDescriptor own = pidfd.Duplicate();
        long token = Interlocked.Increment(ref lastToken);
        watched[token] = (own, ended);
        epoll.Add(own, PollEvents.Read, token);
        return ended.Task;
    }

    private void Run()
    {
        long[] tokens = new long[64];
        while (true)
        {
            int count = epoll.Wait(tokens, -1);
            for (int i = 0; i < count; i++)
            {
                if (!watched.TryRemove(tokens[i], out (FileDescriptor Pidfd, TaskCompletionSource Ended) entry)) continue;
                epoll.Remove(entry.Pidfd);
                entry.Pidfd.Dispose();
                entry.Ended.SetResult();
            }
        }
    }
}
