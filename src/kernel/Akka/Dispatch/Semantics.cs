using Akka.Actor;
using Akka.Dispatch.MessageQueues;

namespace Akka.Dispatch;

/// <summary>What a message queue promises; an actor asks for it with <see cref="IRequiresMessageQueue{T}"/>.</summary>
public interface ISemantics;

/// <summary>The queue never refuses a message.</summary>
public interface IUnboundedMessageQueueSemantics : ISemantics;

/// <summary>The queue has a capacity; a sender waits at most the push time-out.</summary>
public interface IBoundedMessageQueueSemantics : ISemantics
{
    TimeSpan PushTimeOut { get; }
}

/// <summary>Messages can be put back at the front.</summary>
public interface IDequeBasedMessageQueueSemantics : ISemantics
{
    void EnqueueFirst(Envelope envelope);
}

/// <summary>Unbounded, and messages can be put back at the front.</summary>
public interface IUnboundedDequeBasedMessageQueueSemantics : IDequeBasedMessageQueueSemantics, IUnboundedMessageQueueSemantics;

/// <summary>Bounded, and messages can be put back at the front.</summary>
public interface IBoundedDequeBasedMessageQueueSemantics : IDequeBasedMessageQueueSemantics, IBoundedMessageQueueSemantics;

/// <summary>Several consumers may take from the queue.</summary>
public interface IMultipleConsumerSemantics : ISemantics;

/// <summary>The queue is guarded by a lock.</summary>
public interface IBlockingMessageQueueSemantics : IMultipleConsumerSemantics
{
    /// <summary>How long to wait for the lock.</summary>
    TimeSpan BlockTimeOut { get; set; }
}

/// <summary>An actor that needs a mailbox of the given semantics.</summary>
public interface IRequiresMessageQueue<T>
    where T : ISemantics;

/// <summary>A mailbox type that makes queues of the given type.</summary>
public interface IProducesMessageQueue<TQueue>
    where TQueue : IMessageQueue;

/// <summary>A mailbox type whose queues make senders wait.</summary>
public interface IProducesPushTimeoutSemanticsMailbox
{
    TimeSpan PushTimeout { get; }
}
