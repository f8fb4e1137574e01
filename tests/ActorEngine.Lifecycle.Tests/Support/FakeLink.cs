using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>A shim of the tests'.</summary>
internal sealed class FakeLink(FakeHost host, Action<ShimNotice> notify, int shimPid) : IShimLink
{
    public int ShimPid => shimPid;

    /// <summary>Signals that end the process at once, as most programs do.</summary>
    public HashSet<int> Deadly { get; } = [Signals.Kill];

    /// <summary>Takes signals and never says so.</summary>
    public bool Deaf { get; set; }

    /// <summary>The way into the program's stdin; without one it cannot be opened.</summary>
    public IStdioChannel? Stdin { get; set; }

    public void Exit(int code, LogPosition? logEnd = null) =>
        notify(new ShimNotice.Exited(new ExitFacts(code, true, Samples.Time) { LogEnd = logEnd ?? new LogPosition(1, 0) }));

    public void Tell(ShimNotice notice) => notify(notice);

    public Task SignalAsync(int signal, CancellationToken cancellation)
    {
        if (Deaf) return new TaskCompletionSource().Task;
        host.Calls.Enqueue($"signal {signal}");
        if (Deadly.Contains(signal)) notify(new ShimNotice.Exited(new ExitFacts(128 + signal, true, Samples.Time) { Signal = signal, LogEnd = new LogPosition(1, 0) }));
        return Task.CompletedTask;
    }

    public Task ResizeAsync(int rows, int columns, CancellationToken cancellation) => Task.CompletedTask;

    public Task<IStdioChannel> OpenStdinAsync(CancellationToken cancellation) => Stdin is { } stdin ? Task.FromResult(stdin) : Task.FromException<IStdioChannel>(new IOException("no stdin here"));

    public Task<FileDescriptor?> TakeTerminalAsync(CancellationToken cancellation) => Task.FromResult<FileDescriptor?>(null);

    public Task AcknowledgeExitAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task<ExecOutcome> ExecAsync(ExecOrder order, CancellationToken cancellation)
    {
        host.Calls.Enqueue("exec " + order.Settings.Command[0]);
        return Task.FromResult(new ExecOutcome(77, ProbeIds.IsProbe(order.Id) ? new EndedStdio() : null, null));
    }

    public Task KillExecAsync(ContainerId container, ExecId id, int pid, CancellationToken cancellation)
    {
        host.Calls.Enqueue($"kill exec {id}");
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ExecFound>> ListExecsAsync(CancellationToken cancellation) => Task.FromResult(host.Execs);

    public Task AcknowledgeExecAsync(ExecId id, CancellationToken cancellation)
    {
        host.Calls.Enqueue("acknowledge exec");
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
