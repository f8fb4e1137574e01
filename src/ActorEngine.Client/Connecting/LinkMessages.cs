using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Client;

/// <summary>A call wants to be sent.</summary>
internal sealed record OpenCall(EngineCall Call);

/// <summary>Part of a call that has been sent.</summary>
internal sealed record SendPart(EngineCall Call, SessionFrameKind Kind, ReadOnlyMemory<byte> Payload);

/// <summary>The child's session stands.</summary>
internal sealed record SessionStands(SessionOpened Opened);

/// <summary>The child's session is over or never came about.</summary>
/// <param name="Unsent">Calls that the engine has not seen.</param>
internal sealed record SessionOver(string Reason, Fault? Fault, IReadOnlyList<EngineCall> Unsent);

/// <summary>Wants to be told how the link is, now and whenever it changes.</summary>
internal sealed record ObserveLink(IActorRef Observer);

/// <summary>Wants to be told no more.</summary>
internal sealed record ForgetLink(IActorRef Observer);

/// <summary>Whom to trust may have changed.</summary>
internal sealed record RecheckTrust
{
    public static readonly RecheckTrust Instance = new();
}

/// <summary>Ends the link and all its calls.</summary>
internal sealed record CloseLink
{
    public static readonly CloseLink Instance = new();
}
