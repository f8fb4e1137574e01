using System.Diagnostics;
using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>
/// Everything about one actor that outlives its instances: mailbox, children, watchers, behaviours, the state of its failure
/// handling. Only the thread that runs the mailbox touches it, the table of children excepted.
/// </summary>
[DebuggerDisplay("{Self,nq}")]
public partial class ActorCell : IUntypedActorContext
{
    /// <summary>The uid that stands for any incarnation.</summary>
    public const int UndefinedUid = 0;

    private readonly IInternalActorRef _self;
    private readonly ActorSystemImpl _system;
    private Props _props;
    private ActorBase? _actor;
    private Mailbox _mailbox = null!;
    private ActorTaskScheduler? _taskScheduler;
    private int _envelopeId;

    public ActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
    {
        _self = self;
        _props = props;
        _system = system;
        Parent = parent;
        Dispatcher = dispatcher;
        Sender = ActorRefs.NoSender;
    }

    public IActorRef Self => _self;

    public Props Props => _props;

    public IInternalActorRef Parent { get; }

    public MessageDispatcher Dispatcher { get; }

    public ActorSystem System => _system;

    public ActorSystemImpl SystemImpl => _system;

    public Mailbox Mailbox => _mailbox;

    public bool HasMessages => _mailbox.HasMessages;

    public int NumberOfMessages => _mailbox.NumberOfMessages;

    public bool IsLocal => true;

    public bool IsTerminated => _mailbox.IsClosed;

    /// <summary>The message being processed, or null.</summary>
    public object CurrentMessage { get; internal set; } = null!;

    /// <summary>The number of the message being processed, which tells two equal messages apart.</summary>
    public int CurrentEnvelopeId => _envelopeId;

    public IActorRef Sender { get; private set; }

    IActorRef IActorContext.Parent => Parent;

    /// <summary>Runs the asynchronous handlers of this actor.</summary>
    public virtual ActorTaskScheduler TaskScheduler => _taskScheduler ??= new ActorTaskScheduler(this);

    /// <summary>The current instance, or null before creation and after the end.</summary>
    internal ActorBase? Actor => _actor;

    private Type ActorType => _actor?.GetType() ?? GetType();

    /// <summary>Gives the cell its mailbox with the creation message in it, and reports to the parent.</summary>
    public void Init(bool sendSupervise, MailboxType mailboxType)
    {
        var queue = mailboxType.Create(_self, _system);
        var mailbox = new Mailbox(queue);
        mailbox.SetActor(this);
        _mailbox = mailbox;
        ActorInitializationException? failure = null;
        if (MailboxRequirements.Of(_props.Type) is { } required && !required.IsInstanceOfType(queue))
            failure = new ActorInitializationException(_self, $"Actor [{_self}] requires mailbox type [{required}] got [{queue?.GetType().FullName ?? "null"}]");
        mailbox.SystemEnqueue(new Create(failure));
        if (sendSupervise)
            Parent.SendSystemMessage(new Supervise(_self, async: false));
    }

    public virtual void Start() => Dispatcher.Attach(this);

    public ActorSelection ActorSelection(string path) => ActorRefFactoryShared.ActorSelection(path, _system, _self);

    public ActorSelection ActorSelection(ActorPath path) => ActorRefFactoryShared.ActorSelection(path, _system);

    /// <summary>Runs an action as if inside the actor.</summary>
    public void UseThreadContext(Action action)
    {
        var previous = InternalCurrentActorCellKeeper.Current;
        InternalCurrentActorCellKeeper.Current = this;
        try
        {
            action();
        }
        finally
        {
            InternalCurrentActorCellKeeper.Current = previous;
        }
    }

    /// <summary>The actor that runs on this thread, or no sender.</summary>
    public static IActorRef GetCurrentSelfOrNoSender() => InternalCurrentActorCellKeeper.Current?.Self ?? ActorRefs.NoSender;

    /// <summary>The sender of the message that this thread processes, or no sender.</summary>
    public static IActorRef GetCurrentSenderOrNoSender() => InternalCurrentActorCellKeeper.Current?.Sender ?? ActorRefs.NoSender;

    /// <summary>Splits <c>name#uid</c>.</summary>
    internal static (string Name, long Uid) SplitNameAndUid(string name)
    {
        var hash = name.IndexOf('#');
        if (hash < 0)
            return (name, UndefinedUid);
        return (name[..hash], long.TryParse(name.AsSpan(hash + 1), out var uid) ? uid : UndefinedUid);
    }

    internal static long NewUid() => Random.Shared.Next(1, int.MaxValue);

    private void Publish(Event.LogEvent logEvent)
    {
        try
        {
            _system.EventStream.Publish(logEvent);
        }
        catch (Exception)
        {
            // A failing subscriber must not change the fate of this actor.
        }
    }

    private void PublishDebug(string message) =>
        Publish(new Event.Debug(_self.Path.ToString(), ActorType, message));
}
