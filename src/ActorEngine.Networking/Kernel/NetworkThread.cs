using System.Collections.Concurrent;

namespace ActorEngine.Networking;

/// <summary>The one thread that talks with the kernel about networks: namespaces are entered by threads, and sockets and handles are not shared.</summary>
internal sealed class NetworkThread : IDisposable
{
    /// <summary>Work that may wait; more is refused.</summary>
    private const int MaximumWaiting = 4096;

    private readonly BlockingCollection<Action> waiting = new(MaximumWaiting);

    public NetworkThread() => new Thread(Work) { IsBackground = true, Name = "network" }.Start();

    /// <summary>Runs on the thread, after all that was given before.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        bool taken = !waiting.IsAddingCompleted && waiting.TryAdd(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        if (!taken) done.SetException(new IOException($"more than {MaximumWaiting} changes of networks are waiting"));
        return done.Task;
    }

    public Task RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return true;
    });

    /// <summary>Ends the thread when all that was given is done.</summary>
    public void Dispose() => waiting.CompleteAdding();

    private void Work()
    {
        foreach (Action work in waiting.GetConsumingEnumerable()) work();
        waiting.Dispose();
    }
}
