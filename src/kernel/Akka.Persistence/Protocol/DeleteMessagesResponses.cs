using Akka.Actor;

namespace Akka.Persistence;

/// <summary>The events up to a sequence number are forgotten.</summary>
public sealed record DeleteMessagesSuccess
{
    public DeleteMessagesSuccess(long toSequenceNr)
    {
        ToSequenceNr = toSequenceNr;
    }

    public long ToSequenceNr { get; }
}

/// <summary>The events up to a sequence number could not be forgotten.</summary>
public sealed record DeleteMessagesFailure : INoSerializationVerificationNeeded
{
    public DeleteMessagesFailure(Exception cause, long toSequenceNr)
    {
        Cause = cause;
        ToSequenceNr = toSequenceNr;
    }

    public Exception Cause { get; }

    public long ToSequenceNr { get; }
}
