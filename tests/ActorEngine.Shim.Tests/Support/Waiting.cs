using ActorEngine.Linux;
using ActorEngine.Shim.Client;

namespace ActorEngine.Shim.Tests.Support;

/// <summary>Waiting on conditions, with a limit that only a broken program reaches.</summary>
public static class Waiting
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>A limit for one await.</summary>
    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit);

    /// <summary>A limit for one await.</summary>
    public static Task Soon(this Task task) => task.WaitAsync(Limit);

    /// <summary>Waits until a condition of the outer world holds.</summary>
    public static async Task Until(Func<bool> condition, string what)
    {
        long deadline = Clock.Monotonic + Limit.Ticks * 100;
        while (!condition())
        {
            if (Clock.Monotonic > deadline) throw new TimeoutException("waited too long until " + what);
            await Task.Delay(5);
        }
    }

    /// <summary>The next notification of a kind; others are passed over.</summary>
    public static async Task<T> Next<T>(this ShimConnection connection) where T : ShimNotification
    {
        using var limit = new CancellationTokenSource(Limit);
        await foreach (ShimNotification notification in connection.Notifications.ReadAllAsync(limit.Token))
        {
            if (notification is T wanted) return wanted;
        }

        throw new InvalidOperationException("the link ended before " + typeof(T).Name);
    }
}
