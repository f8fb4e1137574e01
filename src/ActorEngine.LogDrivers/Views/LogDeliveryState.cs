using ActorEngine.Contracts;
using ActorEngine.Logs;

namespace ActorEngine.LogDrivers;

/// <summary>The figures of one container's forwarding; written by its forwarder, read by anybody.</summary>
internal sealed class LogDeliveryState(string driver, string logDirectory)
{
    private readonly Lock gate = new();
    private LogDelivery figures = new(driver);
    private LogCursor position;

    /// <summary>All before this place is settled.</summary>
    public LogCursor Position
    {
        get
        {
            lock (gate) return position;
        }
    }

    /// <summary>The figures alone, without a look at the disk.</summary>
    public LogDelivery Figures
    {
        get
        {
            lock (gate) return figures;
        }
    }

    /// <summary>The figures, with what waits in the log now.</summary>
    public LogDelivery Read()
    {
        LogDelivery now;
        LogCursor from;
        lock (gate) (now, from) = (figures, position);
        return now with { WaitingBytes = LogBacklog.BytesAfter(logDirectory, from) };
    }

    public void Set(Checkpoint saved)
    {
        lock (gate)
        {
            position = saved.Position;
            figures = figures with { DeliveredLines = saved.DeliveredLines, DroppedLines = Math.Max(figures.DroppedLines, saved.DroppedLines), DroppedBytes = Math.Max(figures.DroppedBytes, saved.DroppedBytes) };
        }
    }

    /// <summary>Counts lines as lost, as soon as that is certain.</summary>
    public void Drop(long lines, long bytes)
    {
        lock (gate) figures = figures with { DroppedLines = figures.DroppedLines + lines, DroppedBytes = figures.DroppedBytes + bytes };
    }

    /// <summary>Why the receiver takes nothing; empty when it does again.</summary>
    public void Fail(string why)
    {
        lock (gate)
        {
            if (figures.Error != why) figures = figures with { Error = why };
        }
    }
}
