using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Asks a journal to forget the events up to a sequence number.</summary>
public sealed class DeleteMessagesTo(string persistenceId, long toSequenceNr, IActorRef persistentActor) : IJournalRequest, IEquatable<DeleteMessagesTo>
{
    public string PersistenceId { get; } = persistenceId;

    public long ToSequenceNr { get; } = toSequenceNr;

    public IActorRef PersistentActor { get; } = persistentActor;

    public bool Equals(DeleteMessagesTo? other) =>
        other is not null && PersistenceId == other.PersistenceId && ToSequenceNr == other.ToSequenceNr && Equals(PersistentActor, other.PersistentActor);

    public override bool Equals(object? obj) => Equals(obj as DeleteMessagesTo);

    public override int GetHashCode() => HashCode.Combine(PersistenceId, ToSequenceNr, PersistentActor);

    public override string ToString() => $"DeleteMessagesTo<pid: {PersistenceId}, seqNr: {ToSequenceNr}, persistentActor: {PersistentActor}>";
}

/// <summary>Asks a journal to store events, and to send back what passes between them, in order.</summary>
public sealed class WriteMessages(IEnumerable<IPersistentEnvelope> messages, IActorRef persistentActor, int actorInstanceId) : IJournalRequest, IEquatable<WriteMessages>
{
    public IEnumerable<IPersistentEnvelope> Messages { get; } = messages;

    public IActorRef PersistentActor { get; } = persistentActor;

    public int ActorInstanceId { get; } = actorInstanceId;

    public bool Equals(WriteMessages? other) =>
        other is not null && Equals(Messages, other.Messages) && Equals(PersistentActor, other.PersistentActor) && ActorInstanceId == other.ActorInstanceId;

    public override bool Equals(object? obj) => Equals(obj as WriteMessages);

    public override int GetHashCode() => HashCode.Combine(Messages, PersistentActor, ActorInstanceId);

    public override string ToString() => $"WriteMessages<actorInstanceId: {ActorInstanceId}, actor: {PersistentActor}>";
}

/// <summary>Asks a journal for the stored events of one persistence id.</summary>
public sealed class ReplayMessages(long fromSequenceNr, long toSequenceNr, long max, string persistenceId, IActorRef persistentActor) : IJournalRequest, IEquatable<ReplayMessages>
{
    public long FromSequenceNr { get; } = fromSequenceNr;

    public long ToSequenceNr { get; } = toSequenceNr;

    public long Max { get; } = max;

    public string PersistenceId { get; } = persistenceId;

    public IActorRef PersistentActor { get; } = persistentActor;

    public bool Equals(ReplayMessages? other) =>
        other is not null && FromSequenceNr == other.FromSequenceNr && ToSequenceNr == other.ToSequenceNr && Max == other.Max && PersistenceId == other.PersistenceId && Equals(PersistentActor, other.PersistentActor);

    public override bool Equals(object? obj) => Equals(obj as ReplayMessages);

    public override int GetHashCode() => HashCode.Combine(FromSequenceNr, ToSequenceNr, Max, PersistenceId, PersistentActor);

    public override string ToString() =>
        $"ReplayMessages<fromSequenceNr: {FromSequenceNr}, toSequenceNr: {ToSequenceNr}, max: {Max}, persistenceId: {PersistenceId}>";
}
