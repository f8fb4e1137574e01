namespace ActorEngine.Contracts;

/// <summary>What to run in a running container.</summary>
public sealed record ExecSettings
{
    public required IReadOnlyList<string> Command { get; init; }
    public IReadOnlyList<string> Environment { get; init => field = value ?? []; } = [];
    public string? WorkingDirectory { get; init; }
    public string? User { get; init; }
    public bool Tty { get; init; }
    public bool Stdin { get; init; }
    public bool Privileged { get; init; }
    /// <summary>Terminal size at the start; 0 = the default.</summary>
    public int Rows { get; init; }
    public int Columns { get; init; }
}

/// <summary>
/// Runs a program in a container. Detached: the answer is <see cref="ExecStarted"/>. Attached: a stream begun by an
/// <see cref="ExecStarted"/> item, raw frames both ways, ended by <see cref="ExecEnded"/>.
/// </summary>
public sealed record StartExec(ContainerReference Container, ExecSettings Settings, bool Detach = false) : ICommand, IContainerMessage;

/// <summary>Sets the size of an exec's terminal. Answer: <see cref="Done"/>.</summary>
public sealed record ResizeExec(ContainerReference Container, ExecId Exec, int Rows, int Columns) : ICommand, IContainerMessage;

/// <summary>An exec session's state. Answer: <see cref="ExecInspection"/>.</summary>
public sealed record InspectExec(ContainerReference Container, ExecId Exec) : IQuery, IContainerMessage;

/// <summary>The program runs.</summary>
public sealed record ExecStarted(ExecId Exec, int Pid) : IReply, IItem;

/// <summary>The program ended and all its output has been sent.</summary>
public sealed record ExecEnded(ExitStatus Exit) : IReply;

/// <summary>Answer to <see cref="InspectExec"/>.</summary>
public sealed record ExecInspection(ExecId Exec, ContainerId Container, ExecSettings Settings) : IReply
{
    public bool Running { get; init; }
    public int Pid { get; init; }
    public ExitStatus? Exit { get; init; }
}
