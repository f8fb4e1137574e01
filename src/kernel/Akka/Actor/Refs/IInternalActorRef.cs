using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>What the library itself asks of a reference.</summary>
public interface IInternalActorRef : IActorRef, IActorRefScope
{
    IInternalActorRef Parent { get; }

    IActorRefProvider Provider { get; }

    [Obsolete("Use Context.Watch and Receive<Terminated> [1.1.0]")]
    bool IsTerminated { get; }

    /// <summary>Follows the names downwards; Nobody when one is missing.</summary>
    IActorRef GetChild(IReadOnlyList<string> name);

    void Resume(Exception? causedByFailure = null);

    void Start();

    void Stop();

    void Restart(Exception cause);

    void Suspend();

    [Obsolete("Use SendSystemMessage(message) [1.1.0]")]
    void SendSystemMessage(ISystemMessage message, IActorRef sender);

    void SendSystemMessage(ISystemMessage message);
}

/// <summary>Tells references of this process from those of others.</summary>
public interface IActorRefScope
{
    bool IsLocal { get; }
}
