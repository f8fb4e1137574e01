using ActorEngine.Contracts;
using ActorEngine.Lifecycle;
using ActorEngine.Logs;

namespace ActorEngine.Daemon;

/// <summary>
/// Reads a container's log for one client and ends it where one run of the container ends. Keeps the log files from being removed
/// meanwhile.
/// </summary>
internal sealed class RunFollower : IDisposable
{
    /// <summary>How long the end of the log may be told after the exit.</summary>
    private static readonly TimeSpan LateEnd = TimeSpan.FromSeconds(3);

    private readonly IDisposable hold, listening;
    private readonly int run;
    private readonly CancellationTokenSource late;

    private RunFollower(EngineServices services, ContainerView view, LogQuery query, int run)
    {
        this.run = run;
        // Before its first start the directory may not be there yet, and nothing can be watched that is not there.
        if (view.Status is ContainerStatus.Created or ContainerStatus.Starting) Directory.CreateDirectory(view.LogDirectory);
        hold = services.Containers.Readers.Hold(view.Id);
        late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, services.Time);
        Reader = new LogReader(view.LogDirectory, query, services.LogWatch);
        late.Token.Register(() => Reader.FinishAt(LogCursor.Start));
        listening = services.ContainerWatch.Listen(view.Id, OnChanged);
        if (services.Containers.Find(view.Id) is { } now) Look(now, removed: false);
        else Reader.FinishAt(LogCursor.Start);
    }

    public LogReader Reader { get; }

    /// <summary>Follows the run that is going on; else the next one, or the last one where <paramref name="lastIfOver"/>.</summary>
    public static RunFollower Follow(EngineServices services, ContainerView view, LogQuery query, bool lastIfOver)
    {
        bool over = IsOver(view.Status);
        bool last = over && lastIfOver && view.Status != ContainerStatus.Created;
        return new RunFollower(services, view, query, over && !last ? view.Run + 1 : view.Run);
    }

    public void Dispose()
    {
        listening.Dispose();
        late.Dispose();
        Reader.Dispose();
        hold.Dispose();
    }

    private void OnChanged(ContainerChanged change) => Look(change.View, change.Removed);

    private void Look(ContainerView view, bool removed)
    {
        if (view.Run > run || removed || view.Status == ContainerStatus.Dead)
            // What is there is all there will be of this run.
            Reader.FinishAt(view.Run == run && view.FinalLogPosition is { } end ? Cursor(end) : LogCursor.Start);
        else if (view.Run == run && IsOver(view.Status))
        {
            if (view.FinalLogPosition is { } last) Reader.FinishAt(Cursor(last));
            else if (view.Inspection.State.Exit is null || view.Inspection.State.Error.Length > 0) Reader.FinishAt(LogCursor.Start);
            else late.CancelAfter(LateEnd);
        }
    }

    /// <summary>True in states where no process of a run is left.</summary>
    private static bool IsOver(ContainerStatus status) => status is ContainerStatus.Created or ContainerStatus.Exited
        or ContainerStatus.Restarting or ContainerStatus.Removing or ContainerStatus.Dead;

    private static LogCursor Cursor(LogPosition position) => new(position.File, position.Offset);
}
