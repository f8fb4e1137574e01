namespace Akka.Persistence;

/// <summary>The journal took a batch; an answer for each event of it follows.</summary>
public sealed class WriteMessagesSuccessful : IJournalResponse
{
    private WriteMessagesSuccessful()
    {
    }

    public static WriteMessagesSuccessful Instance { get; } = new();
}

/// <summary>The journal could not take a batch; a failure for each of its <see cref="WriteCount"/> writes follows.</summary>
public sealed record WriteMessagesFailed : IJournalResponse
{
    public WriteMessagesFailed(Exception cause, int writeCount)
    {
        Cause = cause;
        WriteCount = writeCount;
    }

    public Exception Cause { get; }

    public int WriteCount { get; }
}

/// <summary>An event is stored.</summary>
public sealed record WriteMessageSuccess : IJournalResponse
{
    public WriteMessageSuccess(IPersistentRepresentation persistent, int actorInstanceId)
    {
        Persistent = persistent;
        ActorInstanceId = actorInstanceId;
    }

    public IPersistentRepresentation Persistent { get; }

    public int ActorInstanceId { get; }
}

/// <summary>An event was refused before it was stored; the actor goes on.</summary>
public sealed record WriteMessageRejected : IJournalResponse
{
    public WriteMessageRejected(IPersistentRepresentation persistent, Exception cause, int actorInstanceId)
    {
        Persistent = persistent;
        Cause = cause;
        ActorInstanceId = actorInstanceId;
    }

    public IPersistentRepresentation Persistent { get; }

    public Exception Cause { get; }

    public int ActorInstanceId { get; }
}

/// <summary>Storing an event failed, and it is unknown whether it is stored; the actor stops.</summary>
public sealed record WriteMessageFailure : IJournalResponse
{
    public WriteMessageFailure(IPersistentRepresentation persistent, Exception cause, int actorInstanceId)
    {
        Persistent = persistent;
        Cause = cause;
        ActorInstanceId = actorInstanceId;
    }

    public IPersistentRepresentation Persistent { get; }

    public Exception Cause { get; }

    public int ActorInstanceId { get; }
}

/// <summary>What was deferred comes back in its place among the stored events.</summary>
public sealed record LoopMessageSuccess : IJournalResponse
{
    public LoopMessageSuccess(object message, int actorInstanceId)
    {
        Message = message;
        ActorInstanceId = actorInstanceId;
    }

    public object Message { get; }

    public int ActorInstanceId { get; }
}
