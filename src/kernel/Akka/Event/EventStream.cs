using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Event;

/// <summary>The bus of one system: log events, dead letters and whatever actors publish. A stopped subscriber is unsubscribed.</summary>
public class EventStream(bool debug) : LoggingBus
{
    private static int _unsubscribers;

    private readonly Lock _gate = new();
    private List<IActorRef>? _waiting = [];
    private volatile IActorRef? _unsubscriber;

    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        Register(subscriber);
        var result = base.Subscribe(subscriber, channel);
        PublishDebug($"subscribing {subscriber} to channel {channel}");
        return result;
    }

    public override bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        PublishDebug($"unsubscribing {subscriber} from channel {channel}");
        var result = base.Unsubscribe(subscriber, channel);
        Unregister(subscriber);
        return result;
    }

    public override bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        PublishDebug($"unsubscribing {subscriber} from all channels");
        var result = base.Unsubscribe(subscriber);
        Unregister(subscriber);
        return result;
    }

    /// <summary>Starts the actor that watches the subscribers.</summary>
    public void StartUnsubscriber(ActorSystemImpl system)
    {
        if (_unsubscriber is not null)
            return;
        var props = Props.Create<EventStreamUnsubscriber>(this).WithDispatcher(Dispatch.Dispatchers.InternalDispatcherId);
        var unsubscriber = system.SystemActorOf(props, $"EventStreamUnsubscriber-{Interlocked.Increment(ref _unsubscribers)}");
        List<IActorRef> waiting;
        lock (_gate)
        {
            _unsubscriber = unsubscriber;
            waiting = _waiting ?? [];
            _waiting = null;
        }

        foreach (var subscriber in waiting)
            unsubscriber.Tell(new EventStreamUnsubscriber.Register(subscriber), ActorRefs.NoSender);
    }

    private void Register(IActorRef subscriber)
    {
        if (subscriber is MinimalActorRef)
            return;
        if (_unsubscriber is null)
        {
            lock (_gate)
            {
                if (_waiting is not null)
                {
                    _waiting.Add(subscriber);
                    return;
                }
            }
        }

        _unsubscriber?.Tell(new EventStreamUnsubscriber.Register(subscriber), ActorRefs.NoSender);
    }

    private void Unregister(IActorRef subscriber)
    {
        if (_unsubscriber is { } unsubscriber && subscriber is not MinimalActorRef && !HasSubscriptions(subscriber))
            unsubscriber.Tell(new EventStreamUnsubscriber.Unregister(subscriber), ActorRefs.NoSender);
    }

    private void PublishDebug(string message)
    {
        if (debug)
            Publish(new Debug(SimpleName(this), GetType(), message));
    }
}

/// <summary>Subscribing with the channel as a type argument.</summary>
public static class EventStreamExtensions
{
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) =>
        eventStream.Subscribe(subscriber, typeof(TChannel));

    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) =>
        eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
