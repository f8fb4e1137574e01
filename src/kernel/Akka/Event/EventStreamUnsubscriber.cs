using Akka.Actor;

namespace Akka.Event;

/// <summary>Watches the subscribers of the event stream and unsubscribes those that stop.</summary>
internal sealed class EventStreamUnsubscriber(EventStream eventStream) : ActorBase
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Register register:
                Context.Watch(register.Actor);
                return true;
            case Unregister unregister:
                if (!eventStream.HasSubscriptions(unregister.Actor))
                    Context.Unwatch(unregister.Actor);
                return true;
            case Terminated terminated:
                eventStream.Unsubscribe(terminated.ActorRef);
                return true;
            default:
                return false;
        }
    }

    internal sealed record Register(IActorRef Actor) : INoSerializationVerificationNeeded;

    internal sealed record Unregister(IActorRef Actor) : INoSerializationVerificationNeeded;
}
