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
    /// <summary>An attached client is sent what the program writes.</summary>
    public bool Stdout { get; init; } = true;
    public bool Stderr { get; init; } = true;
    /// <summary>Keys that let an attached client go, such as ctrl-p,ctrl-q; kept for the client that starts it. null = the client's own.</summary>
    public string? DetachKeys { get; init; }
    public bool Privileged { get; init; }
    /// <summary>Terminal size at the start; 0 = the default.</summary>
    public int Rows { get; init; }
    public int Columns { get; init; }
}

/// <summary>Notes what is to run in a running container, for <see cref="StartExec"/> to start. Answer: <see cref="ExecCreated"/>.</summary>
public sealed record CreateExec(ContainerReference Container, ExecSettings Settings) : ICommand, IContainerMessage;

/// <summary>Answer to <see cref="CreateExec"/>.</summary>
public sealed record ExecCreated(ExecId Exec) : IReply;

/// <summary>
/// Runs a program in a container. Detached: the answer is <see cref="ExecStarted"/>. Attached: a stream begun by an
/// <see cref="ExecStarted"/> item, raw frames both ways, ended by <see cref="ExecEnded"/>.
/// </summary>
/// <param name="Container">Empty = the one whose exec session <see cref="Exec"/> is.</param>
public sealed record StartExec(ContainerReference Container, ExecSettings Settings, bool Detach = false) : ICommand, IContainerMessage
{
    /// <summary>Start this one, which was created before and has settings of its own: of the ones here only a terminal's size counts. Empty = one with the settings here.</summary>
    public ExecId Exec { get; init; }
}

/// <summary>Sets the size of an exec's terminal. Answer: <see cref="Done"/>.</summary>
/// <param name="Container">Empty = the one whose it is.</param>
public sealed record ResizeExec(ContainerReference Container, ExecId Exec, int Rows, int Columns) : ICommand, IContainerMessage;

/// <summary>An exec session's state, also of one that was only created or has ended not long ago. Answer: <see cref="ExecInspection"/>.</summary>
/// <param name="Container">Empty = the one whose it is.</param>
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
