using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Lifecycle;

/// <summary>A link over the shim's socket. Notices are handed on in order; the last is that the link is closed.</summary>
internal sealed class ShimLink : IShimLink
{
    private readonly LinuxContainerHost host;
    private readonly Action<ShimNotice> notify;

    public ShimLink(ShimConnection connection, LinuxContainerHost host, Action<ShimNotice> notify)
    {
        Connection = connection;
        this.host = host;
        this.notify = notify;
        _ = PumpAsync();
    }

    public ShimConnection Connection { get; }

    public int ShimPid => Connection.Process.Pid;

    public async Task SignalAsync(int signal, CancellationToken cancellation)
    {
        try
        {
            await Connection.SignalAsync(signal, all: false, cancellation).ConfigureAwait(false);
        }
        catch (ShimFaultException gone) when (gone.Code is Shim.Protocol.FaultCode.NotFound or Shim.Protocol.FaultCode.Conflict)
        {
            // It has ended; its exit is told by itself.
        }
    }

    public Task ResizeAsync(int rows, int columns, CancellationToken cancellation) => Connection.ResizeAsync((ushort)columns, (ushort)rows, cancellation);

    public async Task<IStdioChannel> OpenStdinAsync(CancellationToken cancellation) =>
        new ShimStdin(await Connection.OpenStdinAsync(cancellation).ConfigureAwait(false), Connection);

    public Task<FileDescriptor?> TakeTerminalAsync(CancellationToken cancellation) => Connection.TakeTerminalAsync(cancellation);

    public Task AcknowledgeExitAsync(CancellationToken cancellation) => Connection.AcknowledgeExitAsync(cancellation);

    public Task<ExecOutcome> ExecAsync(ExecOrder order, CancellationToken cancellation) => host.ExecAsync(Connection, order, cancellation);

    public async Task KillExecAsync(ContainerId container, ExecId id, int pid, CancellationToken cancellation)
    {
        // Its group first, while it is in it and so known. The runtime makes one for each session, led by the process or by a helper that has gone;
        // one that did not would have left it in the shim's, which is not for us to kill.
        if (pid > 0 && Linux.ProcessTable.IsInCgroupOf(pid, container.Value) && Linux.ProcessTable.Group(pid) is { } group && group > 1 && group != Linux.ProcessTable.Group(ShimPid) && group != Linux.ProcessTable.Group(Environment.ProcessId))
            Signals.TrySend(-group, Signals.Kill);
        try
        {
            await Connection.SignalExecAsync(id.Value, Signals.Kill, cancellation).ConfigureAwait(false);
        }
        catch (ShimFaultException gone) when (gone.Code is Shim.Protocol.FaultCode.NotFound or Shim.Protocol.FaultCode.Conflict)
        {
            // It has ended.
        }
    }

    public async Task<IReadOnlyList<ExecFound>> ListExecsAsync(CancellationToken cancellation) =>
        [.. (await Connection.ListExecsAsync(cancellation).ConfigureAwait(false)).Select(entry => new ExecFound(new ExecId(entry.Id), entry.Pid, entry.Running))];

    public Task AcknowledgeExecAsync(ExecId id, CancellationToken cancellation) => Connection.AcknowledgeExecAsync(id.Value, cancellation);

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    /// <summary>The shim's words for an exit in the engine's.</summary>
    public static ExitFacts FactsOf(Exited exit) => new(
        !exit.Known ? 255 : exit.Signal != 0 ? 128 + exit.Signal : exit.Code, exit.Known, Time(exit.FinishedAt))
    {
        Signal = exit.Signal,
        OutOfMemory = exit.OutOfMemory,
        OutOfMemoryKills = exit.OutOfMemoryKills,
        LogEnd = exit.Drained ? new Contracts.LogPosition(exit.LogEnd.File, exit.LogEnd.Offset) : null,
    };

    private static DateTimeOffset Time(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100);

    private async Task PumpAsync()
    {
        await foreach (ShimNotification notification in Connection.Notifications.ReadAllAsync().ConfigureAwait(false))
        {
            notify(notification switch
            {
                ShimNotification.ContainerExited exited => new ShimNotice.Exited(FactsOf(exited.Exit)),
                ShimNotification.SessionExited session => new ShimNotice.ExecExited(new ExecId(session.Exit.Id), StatusOf(session.Exit)),
                ShimNotification.MemoryExhausted memory => new ShimNotice.MemoryExhausted(memory.Notice.Kills),
                ShimNotification.LogDamaged damage => new ShimNotice.LogDamaged(damage.Loss.LostBytes, damage.Loss.Over),
                _ => throw new InvalidOperationException($"{notification.GetType().Name} is no notification that this engine knows."),
            });
        }

        notify(new ShimNotice.Closed());
    }

    /// <summary>The end of an exec in the engine's words.</summary>
    public static ExitStatus StatusOf(ExecExited exit) => new(!exit.Known ? 255 : exit.Signal != 0 ? 128 + exit.Signal : exit.Code, exit.Known)
    {
        Signal = exit.Signal,
        FinishedAt = Time(exit.FinishedAt),
    };
}
