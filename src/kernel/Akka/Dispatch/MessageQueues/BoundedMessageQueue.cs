using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch.MessageQueues;

/// <summary>A queue with a capacity; a sender waits for room as long as the push time-out, then the message is a dead letter.</summary>
public class BoundedMessageQueue : IMessageQueue, IBoundedMessageQueueSemantics
{
    private readonly Queue<Envelope> _queue = new();
    private readonly object _gate = new();
    private readonly int _capacity;

    public BoundedMessageQueue(Config config)
        : this(config.GetInt("mailbox-capacity"), config.GetTimeSpan("mailbox-push-timeout-time"))
    {
    }

    public BoundedMessageQueue(int boundedCapacity, TimeSpan pushTimeOut)
    {
        PushTimeOut = pushTimeOut;
        _capacity = boundedCapacity >= 0
            ? boundedCapacity
            : throw new ArgumentException("The capacity for BoundedMessageQueue can not be negative", nameof(boundedCapacity));
    }

    public TimeSpan PushTimeOut { get; set; }

    public bool HasMessages => Count > 0;

    public int Count
    {
        get
        {
            lock (_gate)
                return _queue.Count;
        }
    }

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        if (!TryEnqueue(envelope))
            ((IInternalActorRef)receiver).Provider.DeadLetters.Tell(new Event.DeadLetter(envelope.Message, envelope.Sender, receiver), envelope.Sender);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        lock (_gate)
        {
            if (!_queue.TryDequeue(out envelope))
                return false;
            Monitor.Pulse(_gate);
            return true;
        }
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }

    /// <summary>Adds the message, waiting for room; false when there was none in time.</summary>
    internal bool TryEnqueue(Envelope envelope)
    {
        lock (_gate)
        {
            var waited = System.Diagnostics.Stopwatch.StartNew();
            while (_queue.Count >= _capacity)
            {
                if (PushTimeOut == Timeout.InfiniteTimeSpan)
                {
                    Monitor.Wait(_gate);
                    continue;
                }

                var left = PushTimeOut - waited.Elapsed;
                if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, left))
                    return false;
            }

            _queue.Enqueue(envelope);
            return true;
        }
    }
}
