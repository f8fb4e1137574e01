using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>Sending with the current actor as sender.</summary>
public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Sends; the sender is the actor that runs on this thread, if any.</summary>
    public static void Tell(this IActorRef receiver, object message) =>
        receiver.Tell(message, InternalCurrentActorCellKeeper.Current?.Self);

    /// <summary>Sends on, keeping the sender of the current message.</summary>
    public static void Forward(this IActorRef receiver, object message) =>
        receiver.Tell(message, InternalCurrentActorCellKeeper.Current?.Sender);
}
