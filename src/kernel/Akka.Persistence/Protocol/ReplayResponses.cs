using Akka.Event;

namespace Akka.Persistence;

/// <summary>A stored event, during recovery.</summary>
public sealed record ReplayedMessage : IJournalResponse, IDeadLetterSuppression
{
    public ReplayedMessage(IPersistentRepresentation persistent)
    {
        Persistent = persistent;
    }

    public IPersistentRepresentation Persistent { get; }
}

/// <summary>All events asked for were replayed.</summary>
public sealed record RecoverySuccess : IJournalResponse, IDeadLetterSuppression
{
    public RecoverySuccess(long highestSequenceNr)
    {
        HighestSequenceNr = highestSequenceNr;
    }

    public long HighestSequenceNr { get; }
}

/// <summary>The events could not all be replayed.</summary>
public sealed record ReplayMessagesFailure : IJournalResponse, IDeadLetterSuppression
{
    public ReplayMessagesFailure(Exception cause)
    {
        Cause = cause;
    }

    public Exception Cause { get; }
}
