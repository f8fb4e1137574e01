namespace Akka.Actor;

/// <summary>A reference with an actor of this process behind it.</summary>
public abstract class ActorRefWithCell : InternalActorRefBase
{
    public abstract IEnumerable<IActorRef> Children { get; }

    /// <summary>The cell behind the reference.</summary>
    internal abstract ActorCell UnderlyingCell { get; }

    public abstract IInternalActorRef GetSingleChild(string name);
}
