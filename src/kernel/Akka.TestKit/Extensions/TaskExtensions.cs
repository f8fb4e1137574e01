namespace Akka.TestKit.Extensions;

/// <summary>Waiting for tasks no longer than a test is ready to.</summary>
public static class TaskExtensions
{
    /// <summary>Says whether the task ended in time; a task that failed in time throws.</summary>
    public static async Task<bool> AwaitWithTimeout(this Task parentTask, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        await Task.WhenAny(parentTask, Task.Delay(timeout, cancellationToken));
        if (parentTask.IsFaulted)
            await parentTask;
        return parentTask.IsCompleted;
    }

    /// <summary>The result of the task.</summary>
    /// <exception cref="TaskCanceledException">It has none in time.</exception>
    public static async Task<T> WithTimeout<T>(this Task<T> parentTask, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (await Task.WhenAny(parentTask, Task.Delay(timeout, cancellationToken)) != parentTask)
            throw new TaskCanceledException($"Task timed out after {timeout.TotalSeconds} seconds");
        return await parentTask;
    }
}
