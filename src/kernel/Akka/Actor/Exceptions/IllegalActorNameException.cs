namespace Akka.Actor;

/// <summary>A path or selection has a form that no actor can have.</summary>
public class IllegalActorNameException(string message) : AkkaException(message);
