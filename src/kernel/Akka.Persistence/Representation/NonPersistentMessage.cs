using Akka.Actor;

namespace Akka.Persistence;

/// <summary>A deferred message, which passes through the journal and is not stored.</summary>
internal sealed class NonPersistentMessage(object payload, IActorRef sender) : IPersistentEnvelope
{
    public object Payload { get; } = payload;

    public IActorRef Sender { get; } = sender;

    public int Size => 1;
}
