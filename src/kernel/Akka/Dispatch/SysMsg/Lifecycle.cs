using Akka.Actor;
using Akka.Event;

namespace Akka.Dispatch.SysMsg;

/// <summary>First message of every cell: create the actor.</summary>
public sealed class Create(ActorInitializationException? failure = null) : SystemMessage
{
    public ActorInitializationException Failure { get; } = failure!;

    public override bool Equals(object? obj) => obj is Create other && Equals(Failure, other.Failure);

    public override int GetHashCode() => Failure?.GetHashCode() ?? 0;

    public override string ToString() => "<Create>" + (Failure is null ? "" : $" Failure: {Failure}");
}

/// <summary>Restart.</summary>
public sealed class Recreate(Exception cause) : SystemMessage
{
    public Exception Cause { get; } = cause;

    internal override bool StashWhenWaitingForChildren => true;

    public override string ToString() => "<Recreate>" + (Cause is null ? "" : $" Cause: {Cause}");
}

/// <summary>Take no more user messages.</summary>
public sealed class Suspend : SystemMessage
{
    internal override bool StashWhenWaitingForChildren => true;

    public override string ToString() => "<Suspend>";
}

/// <summary>Go on with user messages.</summary>
public sealed class Resume(Exception? causedByFailure) : SystemMessage
{
    public Exception CausedByFailure { get; set; } = causedByFailure!;

    internal override bool StashWhenWaitingForChildren => true;

    public override string ToString() => "<Resume>" + (CausedByFailure is null ? "" : $" CausedByFailure: {CausedByFailure}");
}

/// <summary>Stop.</summary>
public sealed class Terminate : SystemMessage, IPossiblyHarmful, IDeadLetterSuppression
{
    public override string ToString() => "<Terminate>";
}

/// <summary>The sender is a new child.</summary>
public sealed class Supervise(IActorRef child, bool async) : SystemMessage
{
    public IActorRef Child { get; } = child;

    public bool Async { get; } = async;

    public override string ToString() => $"<Supervise>: {Child} Async={Async}";
}

/// <summary>A child failed.</summary>
public sealed class Failed(IActorRef child, Exception cause, long uid) : SystemMessage
{
    public IActorRef Child { get; } = child;

    public Exception Cause { get; } = cause;

    public long Uid { get; } = uid;

    internal override bool StashWhenFailed => true;

    internal override bool StashWhenWaitingForChildren => true;

    public override string ToString() => $"<Failed>: {Child} ({Uid}) Cause={Cause}";
}

/// <summary>Nothing; the end marker of a closed mailbox.</summary>
public sealed class NoMessage : SystemMessage
{
    public override string ToString() => "NoMessage";
}
