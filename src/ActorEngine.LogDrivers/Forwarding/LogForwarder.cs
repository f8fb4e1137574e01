using ActorEngine.Logs;

namespace ActorEngine.LogDrivers;

/// <summary>
/// Hands a container's log over to its driver's receiver, from the checkpoint on until the log is finished. Runs outside the actors: one half reads the shim's
/// files into a bounded buffer, the other empties it. The container never waits for either.
/// </summary>
internal sealed partial class LogForwarder
{
    /// <summary>Files that were not read yet and are held back from rotation: time enough to count what is in the one before.</summary>
    private const int KeptFiles = 2;

    private readonly ForwarderContext context;
    private readonly CheckpointFile checkpoints;
    private readonly LogReader reader;
    private readonly LineAssembler assembler;
    private readonly LineBuffer buffer;
    private readonly Signal changed = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly int files;
    private Checkpoint settled;
    private long skip;

    /// <summary>Opens the log where the checkpoint says.</summary>
    /// <exception cref="IOException">The checkpoint's file cannot be had.</exception>
    public LogForwarder(ForwarderContext context)
    {
        this.context = context;
        // The shim's own bound, which is never less than the driver's.
        files = context.View.Inspection.Settings.Log.MaxFiles ?? context.Plan.Files;
        checkpoints = new CheckpointFile(context.CheckpointPath);
        settled = checkpoints.Saved ?? new Checkpoint();
        var from = LogBacklog.Within(context.View.LogDirectory, settled.Position);
        if (from != settled.Position) settled = settled with { Position = from, Skip = 0, Open = [] };
        skip = settled.Skip;
        context.Shown.Set(settled);
        buffer = new LineBuffer(context.Plan.BufferSize, context.Time, changed);
        assembler = new LineAssembler(from, settled.Open);
        reader = new LogReader(context.View.LogDirectory, new LogQuery { From = from, Follow = true, KeptFiles = KeptFiles }, context.Watch) { FileBegun = changed.Set };
    }

    /// <summary>How far the log was read.</summary>
    internal LogCursor ReadTo => reader.Position;

    /// <summary>The log ends here for now: <see cref="RunAsync"/> returns when all before it was handed over.</summary>
    public void FinishAt(LogCursor end)
    {
        assembler.EndRunAt(end);
        reader.FinishAt(end);
    }

    /// <summary>Ends the forwarder where it is.</summary>
    public void Stop() => stopping.Cancel();

    /// <summary>Works until the log is finished.</summary>
    /// <exception cref="IOException">The log or the checkpoint cannot be read or written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task RunAsync()
    {
        try
        {
            using var failing = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
            var reading = Task.Run(() => Guarded(ReadAsync, failing));
            var writing = Task.Run(() => Guarded(WriteAsync, failing));
            await Task.WhenAll(reading, writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // The half that failed first says why; the other one was merely cancelled.
            await (reading.IsFaulted ? reading : writing).ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
        finally
        {
            reader.Dispose();
            checkpoints.Dispose();
        }
    }

    // One half that fails takes the other along.
    private static async Task Guarded(Func<CancellationToken, Task> half, CancellationTokenSource failing)
    {
        try
        {
            await half(failing.Token).ConfigureAwait(false);
        }
        catch
        {
            await failing.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }
}
