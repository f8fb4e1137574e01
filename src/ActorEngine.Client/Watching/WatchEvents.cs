using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>
/// A container's main process ended; told once for each end. Never means that the engine or the network went away: that is
/// <see cref="NodeUnreachable"/>.
/// </summary>
/// <param name="Container">Whose.</param>
/// <param name="Status">How it ended, as the engine's journal has it.</param>
public sealed record Exited(ContainerRef Container, ExitStatus Status)
{
    /// <summary>0-255; 128 + signal where a signal ended it. Means nothing unless <see cref="ExitStatus.Known"/>.</summary>
    public int Code => Status.Code;

    /// <summary>The signal that ended it, 0 if none did.</summary>
    public int Signal => Status.Signal;

    /// <summary>True where the kernel's out-of-memory killer ended it.</summary>
    public bool OutOfMemory => Status.OutOfMemory;

    /// <summary>True where it ended by itself with code 0.</summary>
    public bool IsSuccess => Status is { Known: true, Code: 0, Signal: 0 };
}

/// <summary>The container is no more; the watch is over.</summary>
public sealed record ContainerRemoved(ContainerRef Container);

/// <summary>The engine refuses to tell of the container; the watch is over.</summary>
public sealed record WatchRefused(ContainerRef Container, Fault Fault);
