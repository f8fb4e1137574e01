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
public sealed class WriteMessagesFailed(Exception cause, int writeCount) : IJournalResponse, IEquatable<WriteMessagesFailed>
{
    public Exception Cause { get; } = cause;

    public int WriteCount { get; } = writeCount;

    public bool Equals(WriteMessagesFailed? other) => other is not null && Equals(Cause, other.Cause) && WriteCount == other.WriteCount;

    public override bool Equals(object? obj) => Equals(obj as WriteMessagesFailed);

    public override int GetHashCode() => HashCode.Combine(Cause, WriteCount);

    public override string ToString() => $"WriteMessagesFailed<cause: {Cause}>";
}

/// <summary>An event is stored.</summary>
public sealed class WriteMessageSuccess(IPersistentRepresentation persistent, int actorInstanceId) : IJournalResponse, IEquatable<WriteMessageSuccess>
{
    public IPersistentRepresentation Persistent { get; } = persistent;

    public int ActorInstanceId { get; } = actorInstanceId;

    public bool Equals(WriteMessageSuccess? other) => other is not null && Equals(Persistent, other.Persistent) && ActorInstanceId == other.ActorInstanceId;

    public override bool Equals(object? obj) => Equals(obj as WriteMessageSuccess);

    public override int GetHashCode() => HashCode.Combine(Persistent, ActorInstanceId);

    public override string ToString() => $"WriteMessageSuccess<actorInstanceId: {ActorInstanceId}, message: {Persistent}>";
}

/// <summary>An event was refused before it was stored; the actor goes on.</summary>
public sealed class WriteMessageRejected(IPersistentRepresentation persistent, Exception cause, int actorInstanceId) : IJournalResponse, IEquatable<WriteMessageRejected>
{
    public IPersistentRepresentation Persistent { get; } = persistent;

    public Exception Cause { get; } = cause;

    public int ActorInstanceId { get; } = actorInstanceId;

    public bool Equals(WriteMessageRejected? other) =>
        other is not null && Equals(Persistent, other.Persistent) && Equals(Cause, other.Cause) && ActorInstanceId == other.ActorInstanceId;

    public override bool Equals(object? obj) => Equals(obj as WriteMessageRejected);

    public override int GetHashCode() => HashCode.Combine(Persistent, Cause, ActorInstanceId);

    public override string ToString() => $"WriteMessageRejected<actorInstanceId: {ActorInstanceId}, message: {Persistent}, cause: {Cause}>";
}

/// <summary>Storing an event failed, and it is unknown whether it is stored; the actor stops.</summary>
public sealed class WriteMessageFailure(IPersistentRepresentation persistent, Exception cause, int actorInstanceId) : IJournalResponse, IEquatable<WriteMessageFailure>
{
    public IPersistentRepresentation Persistent { get; } = persistent;

    public Exception Cause { get; } = cause;

    public int ActorInstanceId { get; } = actorInstanceId;

    public bool Equals(WriteMessageFailure? other) =>
        other is not null && Equals(Persistent, other.Persistent) && Equals(Cause, other.Cause) && ActorInstanceId == other.ActorInstanceId;

    public override bool Equals(object? obj) => Equals(obj as WriteMessageFailure);

    public override int GetHashCode() => HashCode.Combine(Persistent, Cause, ActorInstanceId);

    public override string ToString() => $"WriteMessageFailure<actorInstanceId: {ActorInstanceId}, message: {Persistent}, cause: {Cause}>";
}

/// <summary>What was deferred comes back in its place among the stored events.</summary>
public sealed class LoopMessageSuccess(object message, int actorInstanceId) : IJournalResponse, IEquatable<LoopMessageSuccess>
{
    public object Message { get; } = message;

    public int ActorInstanceId { get; } = actorInstanceId;

    public bool Equals(LoopMessageSuccess? other) => other is not null && Equals(Message, other.Message) && ActorInstanceId == other.ActorInstanceId;

    public override bool Equals(object? obj) => Equals(obj as LoopMessageSuccess);

    public override int GetHashCode() => HashCode.Combine(Message, ActorInstanceId);

    public override string ToString() => $"LoopMessageSuccess<actorInstanceId: {ActorInstanceId}, message: {Message}>";
}
