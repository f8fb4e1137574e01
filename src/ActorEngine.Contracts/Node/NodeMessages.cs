namespace ActorEngine.Contracts;

/// <summary>A message between actors of one node; it has no wire form.</summary>
public interface INodeMessage;

/// <summary>
/// Asks to be told when a container has been compared with the machine after a start of the daemon; it is taken before others. Answer:
/// <see cref="RecoveryAwaited"/>, at once where nothing is to be waited for, and within a bounded time in any case.
/// </summary>
public sealed record AwaitRecovery(ContainerReference Container) : INodeMessage;

/// <summary>Answer to <see cref="AwaitRecovery"/>.</summary>
public sealed record RecoveryAwaited : INodeMessage;

/// <summary>Answer to a <see cref="PublishEvent"/> that wants one: the event journal holds it.</summary>
public sealed record EventRecorded : INodeMessage;

/// <summary>Starts an exec session and hands its stdio to the asker. Answer: <see cref="ExecOpened"/> or a fault.</summary>
public sealed record OpenExec(StartExec Request) : INodeMessage;

/// <summary>Answer to <see cref="OpenExec"/>.</summary>
public sealed record ExecOpened(ExecStarted Started, IStdioChannel Stdio) : INodeMessage
{
    public required ContainerId Container { get; init; }

    /// <summary>What it runs with, also where it was created before.</summary>
    public required ExecSettings Settings { get; init; }
}

/// <summary>An attached exec session has ended, as its stdio told. Answer: <see cref="ExecSettled"/>, once inspection shows it too.</summary>
public sealed record SettleExec(ContainerId Container, ExecId Exec, ExitStatus Exit) : INodeMessage;

/// <summary>Answer to <see cref="SettleExec"/>.</summary>
public sealed record ExecSettled : INodeMessage;

/// <summary>Asks for a container's stdin (and resize). Answer: <see cref="StdinOpened"/> or a fault.</summary>
public sealed record OpenStdin(ContainerReference Container) : INodeMessage;

/// <summary>Answer to <see cref="OpenStdin"/>.</summary>
public sealed record StdinOpened(IStdioChannel Stdio) : INodeMessage;

/// <summary>Published on the actor system's event stream whenever a container's view changed.</summary>
public sealed record ContainerChanged(ContainerView View, bool Removed = false) : INodeMessage;

/// <summary>All that the read side knows of a container; immutable, replaced as a whole.</summary>
public sealed record ContainerView(ContainerSummary Summary, ContainerInspection Inspection)
{
    /// <summary>Directory of the numbered log files.</summary>
    public required string LogDirectory { get; init; }

    /// <summary>Where the log ended at the last exit; null while it may still grow.</summary>
    public LogPosition? FinalLogPosition { get; init; }

    /// <summary>How often it was started; tells one run from the next.</summary>
    public int Run { get; init; }

    public ContainerId Id => Summary.Id;

    public ContainerStatus Status => Summary.Status;

    /// <summary>It has not been compared with the machine since the daemon started.</summary>
    public bool Recovering => Summary.Recovering;
}
