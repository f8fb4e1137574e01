using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>Makes the stash that fits an actor type.</summary>
public static class StashFactory
{
    public static IStash CreateStash<T>(this IActorContext context)
        where T : ActorBase => CreateStash(context, typeof(T));

    public static IStash CreateStash(this IActorContext context, IActorStash actorInstance) =>
        CreateStash(context, actorInstance.GetType());

    public static IStash CreateStash(this IActorContext context, Type actorType)
    {
        if (typeof(IWithUnboundedStash).IsAssignableFrom(actorType))
            return new UnboundedStashImpl(context);
        if (typeof(IWithUnrestrictedStash).IsAssignableFrom(actorType))
            return new BoundedStashImpl(context);
        throw new ArgumentException($"Actor {actorType} implements an unrecognized subclass of {typeof(IActorStash)} - cannot instantiate", nameof(actorType));
    }
}
