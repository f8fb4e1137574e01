namespace Akka.Actor;

/// <summary>The constructor or PostRestart of the new instance threw during a restart.</summary>
public class PostRestartException : ActorInitializationException
{
    public PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
        : base(actor, $"Exception post restart ({originalCause?.GetType().ToString() ?? "null"})", cause) =>
        OriginalCause = originalCause!;

    /// <summary>The failure that led to the restart.</summary>
    public Exception OriginalCause { get; }
}
