namespace ActorEngine.Lifecycle;

/// <summary>Gives work a time limit that holds even where the work itself cannot be cancelled.</summary>
internal static class Bounded
{
    /// <summary>Runs on the thread pool. Past the limit the work is cancelled and <see cref="TimeoutException"/> thrown; a result that comes later goes to <paramref name="late"/>.</summary>
    public static async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, TimeSpan limit, TimeProvider time, Action<T>? late = null)
    {
        using var cancellation = new CancellationTokenSource();
        // Taken here: on a busy machine the work may begin when its time is up and the source is gone.
        CancellationToken token = cancellation.Token;
        Task<T> running = Task.Run(() => work(token), CancellationToken.None);
        try
        {
            return await running.WaitAsync(limit, time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await cancellation.CancelAsync().ConfigureAwait(false);
            _ = running.ContinueWith(
                ended =>
                {
                    if (ended.IsCompletedSuccessfully) late?.Invoke(ended.GetAwaiter().GetResult());
                    else _ = ended.Exception;
                },
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>The same for work without a result.</summary>
    public static Task RunAsync(Func<CancellationToken, Task> work, TimeSpan limit, TimeProvider time) =>
        RunAsync(async token =>
        {
            await work(token).ConfigureAwait(false);
            return true;
        }, limit, time);
}
