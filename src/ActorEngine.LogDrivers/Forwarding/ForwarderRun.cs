using ActorEngine.Logs;

namespace ActorEngine.LogDrivers;

/// <summary>
/// One run of a forwarder, outside of the actor from the first look at the disk on. What the actor says before the log is open holds as soon as it is. Thread-safe.
/// </summary>
internal sealed class ForwarderRun(Func<LogForwarder> open)
{
    private readonly Lock gate = new();
    private LogForwarder? forwarder;
    private LogCursor? end;
    private bool stopped;

    /// <summary>Opens the log and works until it is finished.</summary>
    /// <exception cref="IOException">The log or the checkpoint cannot be had, read or written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Task RunAsync() => Task.Run(async () =>
    {
        var opened = open();
        lock (gate)
        {
            forwarder = opened;
            if (end is { } known) opened.FinishAt(known);
            if (stopped) opened.Stop();
        }

        await opened.RunAsync().ConfigureAwait(false);
    });

    /// <summary>The log ends here for now.</summary>
    public void FinishAt(LogCursor position)
    {
        lock (gate)
        {
            end = position;
            forwarder?.FinishAt(position);
        }
    }

    /// <summary>Ends it where it is.</summary>
    public void Stop()
    {
        lock (gate)
        {
            stopped = true;
            forwarder?.Stop();
        }
    }
}
