using Akka.Actor;
using Akka.Persistence.Serialization;

namespace Akka.Persistence;

/// <summary>An event together with whose it is and its place among the others.</summary>
public interface IPersistentRepresentation : IMessage
{
    object Payload { get; }

    string Manifest { get; }

    string PersistenceId { get; }

    long SequenceNr { get; }

    /// <summary>When the journal stored it, in ticks; 0 before.</summary>
    long Timestamp { get; }

    /// <summary>Names the incarnation of the actor that wrote it.</summary>
    string WriterGuid { get; }

    bool IsDeleted { get; }

    IActorRef Sender { get; }

    IPersistentRepresentation WithTimestamp(long timestamp);

    IPersistentRepresentation WithPayload(object payload);

    IPersistentRepresentation WithManifest(string manifest);

    IPersistentRepresentation Update(long sequenceNr, string persistenceId, bool isDeleted, IActorRef sender, string writerGuid);
}
