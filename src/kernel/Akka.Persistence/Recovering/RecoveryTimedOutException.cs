using Akka.Actor;

namespace Akka.Persistence;

/// <summary>The journal or snapshot store was silent for longer than <c>recovery-event-timeout</c>.</summary>
public sealed class RecoveryTimedOutException : AkkaException
{
    public RecoveryTimedOutException()
    {
    }

    public RecoveryTimedOutException(string message, Exception? cause = null)
        : base(message, cause!)
    {
    }
}
