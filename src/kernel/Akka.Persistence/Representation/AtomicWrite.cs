using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence.Serialization;

namespace Akka.Persistence;

/// <summary>Events of one persistence id that are stored all or none.</summary>
public sealed class AtomicWrite : IPersistentEnvelope, IMessage
{
    private readonly IImmutableList<IPersistentRepresentation> _events;

    public AtomicWrite(IPersistentRepresentation @event)
        : this(ImmutableArray.Create(@event))
    {
    }

    public AtomicWrite(IImmutableList<IPersistentRepresentation> payload)
    {
        if (payload is null) throw new ArgumentNullException(nameof(payload), "Payload of AtomicWrite must not be null.");
        if (payload.Count == 0) throw new ArgumentException("Payload of AtomicWrite must not be empty.", nameof(payload));
        PersistenceId = payload[0].PersistenceId;
        foreach (var representation in payload)
            if (representation.PersistenceId != PersistenceId)
                throw new ArgumentException(
                    $"AtomicWrite must contain events of one persistence id, but has both {PersistenceId} and {representation.PersistenceId}.",
                    nameof(payload));
        _events = payload;
        LowestSequenceNr = payload[0].SequenceNr;
        HighestSequenceNr = payload[^1].SequenceNr;
    }

    public object Payload => _events;

    public IActorRef Sender => ActorRefs.NoSender;

    public int Size => _events.Count;

    public string PersistenceId { get; }

    public long LowestSequenceNr { get; }

    public long HighestSequenceNr { get; }

    internal IImmutableList<IPersistentRepresentation> Events => _events;

    public bool Equals(AtomicWrite? other) => other is not null && _events.SequenceEqual(other._events);

    public override bool Equals(object? obj) => Equals(obj as AtomicWrite);

    public override int GetHashCode() => HashCode.Combine(PersistenceId, LowestSequenceNr, HighestSequenceNr);

    public override string ToString() =>
        $"AtomicWrite<pid: {PersistenceId}, lowSeqNr: {LowestSequenceNr}, highSeqNr: {HighestSequenceNr}, size: {Size}>";
}
