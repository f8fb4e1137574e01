using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>Gives the message of the lowest priority number first; messages of equal priority come in any order.</summary>
public class UnboundedPriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity)
    : BlockingMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly PriorityQueue<Envelope, int> _queue = new(initialCapacity);
    private readonly Stack<Envelope> _front = new();

    protected override int LockedCount => _queue.Count + _front.Count;

    public void EnqueueFirst(Envelope envelope) => Locked(() => _front.Push(envelope));

    protected override void LockedEnqueue(Envelope envelope) => _queue.Enqueue(envelope, priorityGenerator(envelope.Message));

    protected override bool LockedTryDequeue(out Envelope envelope) =>
        _front.TryPop(out envelope) || _queue.TryDequeue(out envelope, out _);
}

/// <summary>Gives the message of the lowest priority number first; messages of equal priority in the order of their arrival.</summary>
public class UnboundedStablePriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity)
    : BlockingMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly PriorityQueue<Envelope, (int Priority, long Arrival)> _queue = new(initialCapacity);
    private readonly Stack<Envelope> _front = new();
    private long _arrivals;

    protected override int LockedCount => _queue.Count + _front.Count;

    public void EnqueueFirst(Envelope envelope) => Locked(() => _front.Push(envelope));

    protected override void LockedEnqueue(Envelope envelope) =>
        _queue.Enqueue(envelope, (priorityGenerator(envelope.Message), _arrivals++));

    protected override bool LockedTryDequeue(out Envelope envelope) =>
        _front.TryPop(out envelope) || _queue.TryDequeue(out envelope, out _);
}
