namespace ActorEngine.Contracts;

/// <summary>Makes a container without starting it. Answer: <see cref="ContainerCreated"/>.</summary>
/// <param name="Operation">Asked twice with the same id, it answers with the first one's container.</param>
/// <param name="Name">null = a generated name.</param>
public sealed record CreateContainer(OperationId Operation, string? Name, ContainerSettings Settings) : ICommand
{
    /// <summary>OS[/ARCHITECTURE[/VARIANT]] that the image must be for; null = whichever it is for.</summary>
    public string? Platform { get; init; }
}

/// <summary>Starts a created or exited container. Answer: <see cref="Done"/>, or a fault NotModified if it runs.</summary>
public sealed record StartContainer(ContainerReference Container) : ICommand, IContainerMessage
{
    /// <summary>Asked twice with the same id, it starts once: what was started for it and has ended since is not started anew. Empty = every one is a start of its own.</summary>
    public OperationId Operation { get; init; }
}

/// <summary>Sends the stop signal, then SIGKILL. Answer after the exit: <see cref="Done"/>, or a fault NotModified if it does not run.</summary>
public sealed record StopContainer(ContainerReference Container) : ICommand, IContainerMessage
{
    /// <summary>null = the container's stop signal.</summary>
    public string? Signal { get; init; }
    /// <summary>Seconds; null = the container's; -1 = no SIGKILL.</summary>
    public int? TimeoutSeconds { get; init; }
}

/// <summary>Stops it if it runs, and starts it. Answer: <see cref="Done"/>.</summary>
public sealed record RestartContainer(ContainerReference Container) : ICommand, IContainerMessage
{
    public string? Signal { get; init; }
    public int? TimeoutSeconds { get; init; }
    /// <summary>As for <see cref="StartContainer"/>.</summary>
    public OperationId Operation { get; init; }
}

/// <summary>Sends a signal to the main process. Answer: <see cref="Done"/>.</summary>
public sealed record KillContainer(ContainerReference Container, string Signal = "SIGKILL") : ICommand, IContainerMessage;

/// <summary>Freezes all processes. Answer: <see cref="Done"/>.</summary>
public sealed record PauseContainer(ContainerReference Container) : ICommand, IContainerMessage;

/// <summary>Thaws them. Answer: <see cref="Done"/>.</summary>
public sealed record UnpauseContainer(ContainerReference Container) : ICommand, IContainerMessage;

/// <summary>Removes it with its logs and file system. Answer: <see cref="Done"/>.</summary>
/// <param name="Force">Kill it first if it runs.</param>
public sealed record RemoveContainer(ContainerReference Container, bool Force = false) : ICommand, IContainerMessage
{
    /// <summary>Remove anonymous volumes too.</summary>
    public bool Volumes { get; init; }
}

/// <summary>Gives it another name. Answer: <see cref="Done"/>.</summary>
public sealed record RenameContainer(ContainerReference Container, string Name) : ICommand, IContainerMessage;

/// <summary>Changes limits and restart policy, also of a running container. Answer: <see cref="ContainerUpdated"/>.</summary>
public sealed record UpdateContainer(ContainerReference Container, ResourceLimits Resources) : ICommand, IContainerMessage
{
    public RestartPolicy? Restart { get; init; }
}

/// <summary>Answers with <see cref="ContainerWaited"/> when the condition holds.</summary>
public sealed record WaitContainer(ContainerReference Container, WaitCondition Condition = WaitCondition.NotRunning) : IQuery, IContainerMessage
{
    /// <summary>Say <see cref="WaitRegistered"/> first: what is asked for after that cannot be missed.</summary>
    public bool Announce { get; init; }
}

/// <summary>From now on the one who asked is told when the condition of its <see cref="WaitContainer"/> holds.</summary>
public sealed record WaitRegistered : IItem;

/// <summary>Sets the size of the container's terminal. Answer: <see cref="Done"/>.</summary>
public sealed record ResizeContainer(ContainerReference Container, int Rows, int Columns) : ICommand, IContainerMessage;

/// <summary>Conditions of <see cref="WaitContainer"/>.</summary>
public enum WaitCondition
{
    /// <summary>At once if it does not run; else the end of this run, also where the restart policy has another follow.</summary>
    NotRunning = 0,
    /// <summary>The next exit from now on.</summary>
    NextExit = 1,
    /// <summary>When it has been removed.</summary>
    Removed = 2,
}
