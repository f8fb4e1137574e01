namespace ActorEngine.LogDrivers;

/// <summary>Wakes who waits. Take <see cref="Next"/> before looking at what is waited for.</summary>
internal sealed class Signal
{
    private TaskCompletionSource source = Make();

    /// <summary>Completes at the next <see cref="Set"/>.</summary>
    public Task Next => Volatile.Read(ref source).Task;

    public void Set() => Interlocked.Exchange(ref source, Make()).TrySetResult();

    private static TaskCompletionSource Make() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
