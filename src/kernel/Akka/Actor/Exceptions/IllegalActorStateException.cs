namespace Akka.Actor;

/// <summary>The library was used in a way that the actor's state does not allow.</summary>
public class IllegalActorStateException(string message) : AkkaException(message);
