namespace Akka.Event;

/// <summary>Delivers events to those who subscribed to a classifier that fits.</summary>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
    where TClassifier : notnull
    where TSubscriber : notnull
{
    private readonly Lock _gate = new();

    // Replaced as a whole, so that publishing takes no lock.
    private volatile Subscriptions _subscriptions = new([]);

    /// <summary>False when the subscriber hears of the classifier already.</summary>
    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_gate)
        {
            var current = _subscriptions.All;
            if (current.Any(s => s.Subscriber.Equals(subscriber) && (s.Classifier.Equals(classifier) || IsSubClassification(s.Classifier, classifier))))
                return false;
            var kept = current.Where(s => !(s.Subscriber.Equals(subscriber) && IsSubClassification(classifier, s.Classifier)));
            _subscriptions = new Subscriptions([.. kept, new Entry(subscriber, classifier)]);
            return true;
        }
    }

    public virtual bool Unsubscribe(TSubscriber subscriber) => Remove(s => s.Subscriber.Equals(subscriber));

    /// <summary>Ends the subscription to the classifier; where there is none, those above it leave out what falls below it.</summary>
    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_gate)
        {
            var current = _subscriptions.All;
            var known = current.Any(s => s.Classifier.Equals(classifier));
            var next = known
                ? Array.FindAll(current, s => !(s.Subscriber.Equals(subscriber) && s.Classifier.Equals(classifier)))
                : Array.ConvertAll(current, s => s.Subscriber.Equals(subscriber) && IsSubClassification(s.Classifier, classifier)
                    ? s with { Without = [.. s.Without ?? [], classifier] }
                    : s);
            if (next.SequenceEqual(current))
                return false;
            _subscriptions = new Subscriptions(next);
            return true;
        }
    }

    public virtual void Publish(TEvent @event)
    {
        foreach (var subscriber in Subscribers(@event))
            Publish(@event, subscriber);
    }

    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);

    protected abstract void Publish(TEvent @event, TSubscriber subscriber);

    protected abstract bool Classify(TEvent @event, TClassifier classifier);

    protected abstract TClassifier GetClassifier(TEvent @event);

    protected string SimpleName(object source) => SimpleName(source.GetType());

    protected string SimpleName(Type source) => source.Name;

    internal bool HasSubscriptions(TSubscriber subscriber) => _subscriptions.All.Any(s => s.Subscriber.Equals(subscriber));

    internal bool IsHeard(TClassifier classifier) => Array.Exists(_subscriptions.All, s => IsSubClassification(s.Classifier, classifier));

    private TSubscriber[] Subscribers(TEvent @event)
    {
        var subscriptions = _subscriptions;
        if (subscriptions.All.Length == 0)
            return [];
        return subscriptions.ByClassifier.GetOrAdd(
            GetClassifier(@event),
            static (_, state) => state.subscriptions.All
                .Where(s => state.bus.Classify(state.@event, s.Classifier) && !state.bus.LeftOut(s, state.@event))
                .Select(s => s.Subscriber)
                .Distinct()
                .ToArray(),
            (bus: this, subscriptions, @event));
    }

    private bool LeftOut(Entry entry, TEvent @event) =>
        entry.Without is { } without && Array.Exists(without, classifier => IsSubClassification(classifier, GetClassifier(@event)));

    private bool Remove(Predicate<Entry> gone)
    {
        lock (_gate)
        {
            var current = _subscriptions.All;
            var kept = Array.FindAll(current, s => !gone(s));
            if (kept.Length == current.Length)
                return false;
            _subscriptions = new Subscriptions(kept);
            return true;
        }
    }

    private sealed record Entry(TSubscriber Subscriber, TClassifier Classifier, TClassifier[]? Without = null);

    /// <summary>All subscriptions and, as events come, who gets which.</summary>
    private sealed class Subscriptions(Entry[] all)
    {
        public readonly Entry[] All = all;
        public readonly System.Collections.Concurrent.ConcurrentDictionary<TClassifier, TSubscriber[]> ByClassifier = new();
    }
}

/// <summary>An event bus whose subscribers are actors.</summary>
public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, Actor.IActorRef>
    where TClassifier : notnull;
