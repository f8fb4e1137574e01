namespace Akka.Actor;

/// <summary>An actor could not be created: its constructor, its PreStart or its mailbox requirement failed.</summary>
public class ActorInitializationException : AkkaException
{
    private readonly IActorRef? _actor;

    public ActorInitializationException()
    {
    }

    public ActorInitializationException(string message)
        : base(message)
    {
    }

    public ActorInitializationException(string message, Exception cause)
        : base(message, cause)
    {
    }

    public ActorInitializationException(IActorRef actor, string message, Exception? cause = null)
        : base(message, cause) => _actor = actor;

    /// <summary>The actor that failed.</summary>
    public IActorRef Actor
    {
        get => _actor!;
        init => _actor = value;
    }

    public override string ToString() => _actor is null ? base.ToString() : $"{_actor}: {base.ToString()}";
}
