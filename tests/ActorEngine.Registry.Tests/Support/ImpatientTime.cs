using System.Collections.Concurrent;

namespace ActorEngine.Registry.Tests;

/// <summary>Time in which pauses end at once and are noted, while limits of an hour or more never come.</summary>
internal sealed class ImpatientTime : TimeProvider
{
    public ConcurrentQueue<TimeSpan> Pauses { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        bool isPause = dueTime >= TimeSpan.Zero && dueTime < TimeSpan.FromHours(1);
        if (isPause) Pauses.Enqueue(dueTime);
        return System.CreateTimer(callback, state, isPause ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
