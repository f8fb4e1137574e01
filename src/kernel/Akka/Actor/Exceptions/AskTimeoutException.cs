namespace Akka.Actor;

/// <summary>No answer to an Ask came in time.</summary>
public class AskTimeoutException(string message) : AkkaException(message);
