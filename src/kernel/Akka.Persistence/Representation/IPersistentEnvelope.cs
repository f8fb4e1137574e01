using Akka.Actor;

namespace Akka.Persistence;

/// <summary>What a persistent actor sends through its journal: writes, and what must keep its place among them.</summary>
public interface IPersistentEnvelope
{
    object Payload { get; }

    IActorRef Sender { get; }

    int Size { get; }
}
