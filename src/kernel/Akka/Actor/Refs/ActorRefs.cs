namespace Akka.Actor;

/// <summary>The references that every system has.</summary>
public static class ActorRefs
{
    /// <summary>The reference to no actor.</summary>
    public static readonly Nobody Nobody = Actor.Nobody.Instance;

    /// <summary>Sent without a sender: null.</summary>
    public static readonly IActorRef NoSender = null!;
}
