using Akka.Event;

namespace Akka.Persistence;

/// <summary>A stored event, during recovery.</summary>
public sealed class ReplayedMessage(IPersistentRepresentation persistent) : IJournalResponse, IDeadLetterSuppression, IEquatable<ReplayedMessage>
{
    public IPersistentRepresentation Persistent { get; } = persistent;

    public bool Equals(ReplayedMessage? other) => other is not null && Equals(Persistent, other.Persistent);

    public override bool Equals(object? obj) => Equals(obj as ReplayedMessage);

    public override int GetHashCode() => HashCode.Combine(Persistent);

    public override string ToString() => $"ReplayedMessage<message: {Persistent}>";
}

/// <summary>All events asked for were replayed.</summary>
public sealed class RecoverySuccess(long highestSequenceNr) : IJournalResponse, IDeadLetterSuppression, IEquatable<RecoverySuccess>
{
    public long HighestSequenceNr { get; } = highestSequenceNr;

    public bool Equals(RecoverySuccess? other) => other is not null && HighestSequenceNr == other.HighestSequenceNr;

    public override bool Equals(object? obj) => Equals(obj as RecoverySuccess);

    public override int GetHashCode() => HashCode.Combine(HighestSequenceNr);

    public override string ToString() => $"RecoverySuccess<highestSequenceNr: {HighestSequenceNr}>";
}

/// <summary>The events could not all be replayed.</summary>
public sealed class ReplayMessagesFailure(Exception cause) : IJournalResponse, IDeadLetterSuppression, IEquatable<ReplayMessagesFailure>
{
    public Exception Cause { get; } = cause;

    public bool Equals(ReplayMessagesFailure? other) => other is not null && Equals(Cause, other.Cause);

    public override bool Equals(object? obj) => Equals(obj as ReplayMessagesFailure);

    public override int GetHashCode() => HashCode.Combine(Cause);

    public override string ToString() => $"ReplayMessagesFailure<cause: {Cause}>";
}
