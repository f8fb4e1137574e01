using Akka.Actor;
using Akka.Event;

namespace Akka.Pattern;

/// <summary>What both kinds of back-off supervisors do: start the child, pass messages to it, answer questions about it.</summary>
public abstract class BackoffSupervisorBase : ActorBase
{
    internal BackoffSupervisorBase(Props childProps, string childName, IBackoffReset reset, object? replyWhileStopped = null, Func<object, bool>? finalStopMessage = null)
    {
        ChildProps = childProps;
        ChildName = childName;
        Reset = reset;
        ReplyWhileStopped = replyWhileStopped!;
        FinalStopMessage = finalStopMessage!;
        Log = Logging.GetLogger(Context.System, GetType());
    }

    protected Props ChildProps { get; }

    protected string ChildName { get; }

    protected IBackoffReset Reset { get; }

    protected object ReplyWhileStopped { get; }

    protected Func<object, bool> FinalStopMessage { get; }

    /// <summary>The child, or null during a pause.</summary>
    protected IActorRef Child { get; set; } = null!;

    protected int RestartCountN { get; set; }

    protected bool FinalStopMessageReceived { get; set; }

    internal ILoggingAdapter Log { get; }

    protected override void PreStart()
    {
        StartChild();
        base.PreStart();
    }

    protected bool HandleBackoff(object message)
    {
        switch (message)
        {
            case BackoffSupervisor.StartChild:
                StartChild();
                if (Reset is AutoReset automatic)
                    Context.System.Scheduler.ScheduleTellOnce(automatic.ResetBackoff, Self, new BackoffSupervisor.ResetRestartCount(RestartCountN), Self);
                break;
            case BackoffSupervisor.Reset when Reset is ManualReset:
                RestartCountN = 0;
                break;
            case BackoffSupervisor.Reset:
                Unhandled(message);
                break;
            case BackoffSupervisor.ResetRestartCount reset:
                if (reset.Current == RestartCountN)
                    RestartCountN = 0;
                break;
            case BackoffSupervisor.GetRestartCount:
                Sender.Tell(new BackoffSupervisor.RestartCount(RestartCountN));
                break;
            case BackoffSupervisor.GetCurrentChild:
                Sender.Tell(new BackoffSupervisor.CurrentChild(Child));
                break;
            default:
                OnOther(message);
                break;
        }

        return true;
    }

    private void StartChild()
    {
        if (Child is null)
            Child = Context.Watch(Context.ActorOf(ChildProps, ChildName));
    }

    private void OnOther(object message)
    {
        if (Child is null)
        {
            if (ReplyWhileStopped is null)
                Context.System.DeadLetters.Forward(message);
            else
                Sender.Tell(ReplyWhileStopped);
            if (FinalStopMessage is not null && FinalStopMessage(message))
                Context.Stop(Self);
        }
        else if (Child.Equals(Sender))
        {
            Context.Parent.Tell(message);
        }
        else
        {
            Child.Forward(message);
            if (!FinalStopMessageReceived && FinalStopMessage is not null)
                FinalStopMessageReceived = FinalStopMessage(message);
        }
    }
}
