using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>Keeps messages for later.</summary>
public interface IStash
{
    int Count { get; }

    bool IsEmpty { get; }

    bool NonEmpty { get; }

    bool IsFull { get; }

    /// <summary>How many messages it holds; -1 for any number.</summary>
    int Capacity { get; }

    /// <summary>Puts the current message aside.</summary>
    /// <exception cref="IllegalActorStateException">The same message twice.</exception>
    /// <exception cref="StashOverflowException">It is full.</exception>
    void Stash();

    /// <summary>Puts the oldest message back at the front of the mailbox.</summary>
    void Unstash();

    /// <summary>Puts all messages back at the front of the mailbox, oldest first.</summary>
    void UnstashAll();

    /// <summary>Puts the messages back that the predicate accepts and drops the rest.</summary>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Takes all messages out without processing them.</summary>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Puts messages before those already in the stash.</summary>
    void Prepend(IEnumerable<Envelope> envelopes);
}

/// <summary>An actor with a stash, which the library sets after construction.</summary>
public interface IActorStash
{
    IStash Stash { get; set; }
}

/// <summary>A stash on any mailbox that allows one.</summary>
public interface IWithUnrestrictedStash : IActorStash;

/// <summary>A stash without bound.</summary>
public interface IWithUnboundedStash : IWithUnrestrictedStash, IRequiresMessageQueue<IUnboundedDequeBasedMessageQueueSemantics>;

/// <summary>A stash on a deque-based mailbox; its capacity is a setting.</summary>
public interface IWithStash : IWithUnrestrictedStash, IRequiresMessageQueue<IDequeBasedMessageQueueSemantics>;

/// <summary>A stash on a bounded deque-based mailbox.</summary>
[Obsolete("Use `IWithStash` with a configured BoundedDeque-based mailbox instead.")]
public interface IWithBoundedStash : IWithUnrestrictedStash, IRequiresMessageQueue<IBoundedDequeBasedMessageQueueSemantics>;
