using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Serialization;

/// <summary>How an actor writes its line of the actor tree.</summary>
public static class ActorStatePublisher
{
    /// <summary>States what this actor is doing; to be called when it starts and when that changes.</summary>
    public static void Set(this ActorStates states, IActorRef actor, string kind, string state) => states.Set(PathOf(actor), kind, state);

    /// <summary>Withdraws the line; to be called when the actor stops.</summary>
    public static void Remove(this ActorStates states, IActorRef actor) => states.Remove(PathOf(actor));

    private static string PathOf(IActorRef actor) => actor.Path.ToStringWithoutAddress();
}
