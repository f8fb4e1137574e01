using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Client;

/// <summary>Something the shim tells unasked.</summary>
public abstract record ShimNotification
{
    private ShimNotification()
    {
    }

    /// <summary>The container's init ended; told again on every new connection until acknowledged.</summary>
    public sealed record ContainerExited(Exited Exit) : ShimNotification;

    /// <summary>An exec session's process ended; told again on every new connection until acknowledged.</summary>
    public sealed record SessionExited(ExecExited Exit) : ShimNotification;

    /// <summary>The kernel killed a process of the container for lack of memory.</summary>
    public sealed record MemoryExhausted(OutOfMemory Notice) : ShimNotification;

    /// <summary>The log lost output, or works again.</summary>
    public sealed record LogDamaged(LogLoss Loss) : ShimNotification;
}
