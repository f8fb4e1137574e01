namespace Akka.Actor;

/// <summary>PreRestart of the failed instance threw.</summary>
public class PreRestartException : ActorInitializationException
{
    public PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
        : base(actor, $"Exception in PreRestart(exception = {Describe(cause)}, message = {Describe(optionalMessage)})", cause)
    {
        RestartException = restartException;
        OptionalMessage = optionalMessage!;
    }

    /// <summary>What PreRestart threw.</summary>
    public Exception RestartException { get; }

    /// <summary>The message being processed when the actor failed, or null.</summary>
    public object OptionalMessage { get; }

    private static string Describe(object? value) => value is null ? "null" : value.GetType().ToString();
}
