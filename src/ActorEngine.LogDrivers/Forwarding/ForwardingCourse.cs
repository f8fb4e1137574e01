using ActorEngine.Contracts;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers;

/// <summary>How the forwarding of one log goes on: when it is begun anew, when it is given up, and which losses nobody was told of yet.</summary>
internal sealed class ForwardingCourse
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Looks in a row at which a receiver may fail that a container going away waits for.</summary>
    private const int MostFailing = 3;

    private TimeSpan pause = FirstPause;
    private (long Lines, long Bytes)? told;
    private int failing;

    /// <summary>The container is going away.</summary>
    public bool IsLeaving { get; private set; }

    public void Leave() => IsLeaving = true;

    /// <summary>The log is open. What an earlier daemon knew of was told by it.</summary>
    public void Opened(long droppedLines, long droppedBytes) => told ??= (droppedLines, droppedBytes);

    /// <summary>A forwarder has handed over all it was asked for. True where there is more: a run that began meanwhile, or whose end was told after it was asked for.</summary>
    public bool Ended(ContainerView view, LogCursor settled)
    {
        pause = FirstPause;
        return RunPhase.IsOpen(view) || (settled < RunPhase.EndOf(view) && !IsLeaving);
    }

    /// <summary>A forwarder failed. How long to wait before the next one; null where there is to be none.</summary>
    public TimeSpan? Failed()
    {
        if (IsLeaving) return null;
        var now = pause;
        pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        return now;
    }

    /// <summary>A look at a receiver that a container going away waits for: one that works gets its time, true says that one that fails has had it.</summary>
    public bool Looked(string error)
    {
        failing = error.Length > 0 ? failing + 1 : 0;
        return failing > MostFailing;
    }

    /// <summary>What was dropped since it was asked last; null where nothing was.</summary>
    public (long Lines, long Bytes)? Untold(LogDelivery now)
    {
        var before = told ?? default;
        if ((now.DroppedLines, now.DroppedBytes) == before) return null;
        told = (now.DroppedLines, now.DroppedBytes);
        return (now.DroppedLines - before.Lines, now.DroppedBytes - before.Bytes);
    }
}
