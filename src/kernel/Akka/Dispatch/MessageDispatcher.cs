using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>Decides on which threads mailboxes run.</summary>
public abstract class MessageDispatcher
{
    /// <summary>The number of messages per batch when configuration says nothing.</summary>
    public const int DefaultThroughput = 100;

    private long _inhabitants;

    protected MessageDispatcher(MessageDispatcherConfigurator configurator)
    {
        Configurator = configurator;
        Throughput = DefaultThroughput;
        Id = configurator.Config.GetString("id", "");
        EventStream = configurator.Prerequisites.EventStream;
        Mailboxes = configurator.Prerequisites.Mailboxes;
    }

    public MessageDispatcherConfigurator Configurator { get; }

    public EventStream EventStream { get; }

    public Mailboxes Mailboxes { get; }

    public string Id { get; protected set; }

    /// <summary>How many messages a mailbox processes before it gives its thread back.</summary>
    public int Throughput { get; set; }

    /// <summary>How long a batch may last, in ticks of 100 ns; null for no limit.</summary>
    public long? ThroughputDeadlineTime { get; protected set; }

    /// <summary>How long an unused dispatcher keeps its threads.</summary>
    public TimeSpan ShutdownTimeout { get; protected set; }

    /// <summary>The number of actors on this dispatcher.</summary>
    protected long Inhabitants => Interlocked.Read(ref _inhabitants);

    public void Schedule(Action run) => ExecuteTask(new ActionRunnable(run));

    public void Schedule(IRunnable run) => ExecuteTask(run);

    /// <summary>Delivers a user message.</summary>
    public virtual void Dispatch(ActorCell cell, Envelope envelope)
    {
        var mailbox = cell.Mailbox;
        mailbox.Enqueue(cell.Self, envelope);
        RegisterForExecution(mailbox, true, false);
    }

    /// <summary>Delivers a system message.</summary>
    public virtual void SystemDispatch(ActorCell cell, SystemMessage message)
    {
        var mailbox = cell.Mailbox;
        mailbox.SystemEnqueue(message);
        RegisterForExecution(mailbox, false, true);
    }

    /// <summary>A new actor moves in.</summary>
    public virtual void Attach(ActorCell cell)
    {
        Interlocked.Increment(ref _inhabitants);
        RegisterForExecution(cell.Mailbox, false, true);
    }

    /// <summary>An actor has stopped: its mailbox is closed and emptied.</summary>
    public virtual void Detach(ActorCell cell)
    {
        Interlocked.Decrement(ref _inhabitants);
        var mailbox = cell.Mailbox;
        mailbox.BecomeClosed();
        mailbox.CleanUp();
    }

    /// <summary>Puts the mailbox on a thread if it has work and is on none.</summary>
    internal bool RegisterForExecution(Mailbox mailbox, bool hasMessageHint, bool hasSystemMessageHint)
    {
        if (!mailbox.CanBeScheduledForExecution(hasMessageHint, hasSystemMessageHint) || !mailbox.SetAsScheduled())
            return false;
        try
        {
            ExecuteTask(mailbox);
            return true;
        }
        catch
        {
            mailbox.SetAsIdle();
            throw;
        }
    }

    internal void Suspend(ActorCell cell) => cell.Mailbox.Suspend();

    internal void Resume(ActorCell cell)
    {
        var mailbox = cell.Mailbox;
        if (mailbox.Resume())
            RegisterForExecution(mailbox, false, false);
    }

    protected abstract void ExecuteTask(IRunnable run);

    protected abstract void Shutdown();

    protected void ReportFailure(Exception ex) =>
        EventStream.Publish(new Error(ex, GetType().FullName ?? "", GetType(), ex.Message));
}
