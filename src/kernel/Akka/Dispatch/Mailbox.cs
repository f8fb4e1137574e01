using Akka.Actor;
using Akka.Dispatch.MessageQueues;

namespace Akka.Dispatch;

/// <summary>
/// The messages of one actor and the state of their processing. It is itself the work item that the dispatcher runs: at most
/// one thread is inside, system messages go first, and after a batch of user messages the thread is given back.
/// </summary>
public partial class Mailbox : IRunnable
{
    private ActorCell? _actor;

    public Mailbox(IMessageQueue messageQueue) => MessageQueue = messageQueue;

    public IMessageQueue MessageQueue { get; }

    /// <summary>The dispatcher of the actor.</summary>
    public MessageDispatcher Dispatcher => _actor!.Dispatcher;

    internal bool HasMessages => MessageQueue.HasMessages;

    internal int NumberOfMessages => MessageQueue.Count;

    /// <summary>Ties the mailbox to its cell, once.</summary>
    public virtual void SetActor(ActorCell actorCell) => _actor = actorCell;

    void IThreadPoolWorkItem.Execute() => Run();

    /// <summary>Processes a batch.</summary>
    public void Run()
    {
        var cell = _actor!;
        try
        {
            if (IsClosed)
                return;
            var previous = Actor.Internal.InternalCurrentActorCellKeeper.Current;
            Actor.Internal.InternalCurrentActorCellKeeper.Current = cell;
            try
            {
                ProcessAllSystemMessages(cell);
                ProcessMailbox(cell);
            }
            finally
            {
                Actor.Internal.InternalCurrentActorCellKeeper.Current = previous;
            }
        }
        finally
        {
            SetAsIdle();
            cell.Dispatcher.RegisterForExecution(this, false, false);
        }
    }

    /// <summary>Sends what is left to the dead letters.</summary>
    public virtual void CleanUp()
    {
        if (_actor is not { } cell)
            return;
        CloseSystemQueue(cell);
        CleanUpUserMessages(cell);
    }

    internal void Enqueue(IActorRef receiver, Envelope envelope)
    {
        MessageQueue.Enqueue(receiver, envelope);
        if (IsClosed && _actor is { } cell)
            CleanUpUserMessages(cell);
    }

    private void CleanUpUserMessages(ActorCell cell)
    {
        // Late senders may get here at the same time, and the queues know one consumer only.
        lock (MessageQueue)
            MessageQueue.CleanUp(cell.Self, cell.SystemImpl.Mailboxes.DeadLetterQueue);
    }

    private void ProcessMailbox(ActorCell cell)
    {
        var dispatcher = cell.Dispatcher;
        var left = Math.Max(1, dispatcher.Throughput);
        var deadline = dispatcher.ThroughputDeadlineTime is { } ticks and > 0 ? Environment.TickCount64 + (ticks / TimeSpan.TicksPerMillisecond) : 0;
        while (ShouldProcessMessage && MessageQueue.TryDequeue(out var envelope))
        {
            cell.Invoke(envelope);
            if (HasSystemMessages)
                ProcessAllSystemMessages(cell);
            if (--left <= 0 || (deadline != 0 && Environment.TickCount64 >= deadline))
                break;
        }
    }
}
