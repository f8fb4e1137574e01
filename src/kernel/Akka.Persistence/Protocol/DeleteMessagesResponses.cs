using Akka.Actor;

namespace Akka.Persistence;

/// <summary>The events up to a sequence number are forgotten.</summary>
public sealed class DeleteMessagesSuccess(long toSequenceNr) : IEquatable<DeleteMessagesSuccess>
{
    public long ToSequenceNr { get; } = toSequenceNr;

    public bool Equals(DeleteMessagesSuccess? other) => other is not null && ToSequenceNr == other.ToSequenceNr;

    public override bool Equals(object? obj) => Equals(obj as DeleteMessagesSuccess);

    public override int GetHashCode() => HashCode.Combine(ToSequenceNr);

    public override string ToString() => $"DeleteMessagesSuccess<toSequenceNr: {ToSequenceNr}>";
}

/// <summary>The events up to a sequence number could not be forgotten.</summary>
public sealed class DeleteMessagesFailure(Exception cause, long toSequenceNr) : INoSerializationVerificationNeeded, IEquatable<DeleteMessagesFailure>
{
    public Exception Cause { get; } = cause;

    public long ToSequenceNr { get; } = toSequenceNr;

    public bool Equals(DeleteMessagesFailure? other) => other is not null && Equals(Cause, other.Cause) && ToSequenceNr == other.ToSequenceNr;

    public override bool Equals(object? obj) => Equals(obj as DeleteMessagesFailure);

    public override int GetHashCode() => HashCode.Combine(Cause, ToSequenceNr);

    public override string ToString() => $"DeleteMessagesFailure<cause: {Cause}, toSequenceNr: {ToSequenceNr}>";
}
