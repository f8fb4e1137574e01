using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Lifecycle;

/// <summary>The link to one shim. Thread-safe. Calls on a broken link throw <see cref="IOException"/>; the shim's refusals are faults.</summary>
internal interface IShimLink : IAsyncDisposable
{
    int ShimPid { get; }

    /// <summary>Signals the main process. A process that has gone is no error.</summary>
    Task SignalAsync(int signal, CancellationToken cancellation);

    /// <summary>Sets the size of the terminal.</summary>
    Task ResizeAsync(int rows, int columns, CancellationToken cancellation);

    /// <summary>Opens a way into the program's stdin.</summary>
    Task<IStdioChannel> OpenStdinAsync(CancellationToken cancellation);

    /// <summary>A duplicate of the terminal's master; null when there is no terminal.</summary>
    Task<FileDescriptor?> TakeTerminalAsync(CancellationToken cancellation);

    /// <summary>Says that the exit is in the journal.</summary>
    Task AcknowledgeExitAsync(CancellationToken cancellation);

    /// <summary>Starts a further process.</summary>
    Task<ExecOutcome> ExecAsync(ExecOrder order, CancellationToken cancellation);

    /// <summary>Ends a further process and what it started in its process group. One that has gone is no error.</summary>
    /// <param name="pid">Of the process; 0 where that is not known.</param>
    Task KillExecAsync(ContainerId container, ExecId id, int pid, CancellationToken cancellation);

    /// <summary>Execs that the shim holds: those that run, and those whose end nobody acknowledged.</summary>
    Task<IReadOnlyList<ExecFound>> ListExecsAsync(CancellationToken cancellation);

    /// <summary>Says that the end of an exec was taken notice of.</summary>
    Task AcknowledgeExecAsync(ExecId id, CancellationToken cancellation);
}

/// <summary>An exec that a shim holds.</summary>
internal sealed record ExecFound(ExecId Id, int Pid, bool Running);

/// <summary>Starts a further process in a container.</summary>
internal sealed record ExecOrder(ExecId Id, ContainerState State, ExecSettings Settings, bool Detach);

/// <summary>A further process and its stdio, or why there is none.</summary>
internal sealed record ExecOutcome(int Pid, IStdioChannel? Stdio, Fault? Fault);

/// <summary>What a shim tells unasked.</summary>
internal abstract record ShimNotice
{
    private ShimNotice()
    {
    }

    /// <summary>The main process ended; may be told more than once.</summary>
    public sealed record Exited(ExitFacts Exit) : ShimNotice;

    /// <summary>An exec's process ended.</summary>
    public sealed record ExecExited(ExecId Id, ExitStatus Exit) : ShimNotice;

    /// <summary>The kernel killed a process for want of memory.</summary>
    public sealed record MemoryExhausted(long Kills) : ShimNotice;

    /// <summary>Output could not be written to the log, or can be again.</summary>
    public sealed record LogDamaged(long LostBytes, bool Over) : ShimNotice;

    /// <summary>The link is gone; the container most likely is not.</summary>
    public sealed record Closed : ShimNotice;
}
