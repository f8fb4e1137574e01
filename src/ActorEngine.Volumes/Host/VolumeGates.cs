namespace ActorEngine.Volumes;

/// <summary>Lets the work on one volume be done in the order it came, while different volumes do not wait for each other. Thread-safe.</summary>
internal sealed class VolumeGates
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Task> last = [];

    /// <summary>Begins the work on the thread pool when all that was asked of this name before has ended.</summary>
    public Task<T> RunAsync<T>(string name, Func<Task<T>> work)
    {
        lock (gate)
        {
            Task before = last.GetValueOrDefault(name, Task.CompletedTask);
            Task<T> mine = AfterAsync(before, work);
            last[name] = mine;
            _ = mine.ContinueWith(_ => Forget(name, mine), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return mine;
        }
    }

    public Task RunAsync(string name, Func<Task> work) => RunAsync(name, async () =>
    {
        await work().ConfigureAwait(false);
        return true;
    });

    private static async Task<T> AfterAsync<T>(Task before, Func<Task<T>> work)
    {
        // How the one before ended is its own asker's business.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        return await work().ConfigureAwait(false);
    }

    private void Forget(string name, Task mine)
    {
        lock (gate)
        {
            if (last.GetValueOrDefault(name) == mine) last.Remove(name);
        }
    }
}
