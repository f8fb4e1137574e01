namespace Akka.Actor;

/// <summary>The thread that ran an actor was interrupted.</summary>
public class ActorInterruptedException(string? message = null, Exception? cause = null) : AkkaException(message, cause);
