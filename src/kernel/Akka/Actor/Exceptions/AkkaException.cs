namespace Akka.Actor;

/// <summary>The base of every exception that the actor library defines.</summary>
public abstract class AkkaException : Exception
{
    protected AkkaException()
    {
    }

    protected AkkaException(string? message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>The exception that led to this one, or null.</summary>
    protected Exception Cause => InnerException!;
}
