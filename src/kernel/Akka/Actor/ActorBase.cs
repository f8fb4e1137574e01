using Akka.Actor.Internal;
using Akka.Actor.Scheduler;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Gives access to the context of an actor.</summary>
public interface IInternalActor
{
    IActorContext ActorContext { get; }
}

/// <summary>The base of all actors: one message at a time, state of its own, failures to the supervisor.</summary>
public abstract partial class ActorBase : IInternalActor
{
    internal static readonly Receive EmptyBehavior = static _ => false;

    private IActorRef? _clearedSelf;

    protected ActorBase()
    {
        if (InternalCurrentActorCellKeeper.Current is not { } cell)
            throw new ActorInitializationException("Do not create actors using 'new', always create them using an ActorContext/System");
        if (this is IWithTimers withTimers)
            withTimers.Timers = new TimerScheduler(cell);
        cell.Become(Receive);
    }

    /// <summary>A behaviour that handles nothing.</summary>
    protected static Receive EmptyReceive => EmptyBehavior;

    /// <summary>The surroundings of the actor that runs on this thread.</summary>
    /// <exception cref="NotSupportedException">None does; after an await outside ReceiveAsync, usually.</exception>
    protected static IActorContext Context
    {
        get
        {
            var cell = InternalCurrentActorCellKeeper.Current ?? throw new NotSupportedException(
                "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");
            return cell.ActorHasBeenCleared ? null! : cell;
        }
    }

    IActorContext IInternalActor.ActorContext => Context;

    protected IActorRef Sender => Context.Sender;

    protected IActorRef Self => _clearedSelf ?? Context.Self;

    /// <summary>Handles a message and says whether it did.</summary>
    protected abstract bool Receive(object message);

    /// <summary>Wraps the handling of every message.</summary>
    protected internal virtual bool AroundReceive(Receive receive, object message)
    {
        if (message is TimerScheduler.TimerMessage timer)
        {
            if (this is not IWithTimers { Timers: TimerScheduler timers } || timers.Intercept(timer) is not { } due)
                return true;
            if (due is IAutoReceivedMessage)
            {
                ((ActorCell)Context).AutoReceiveMessage(new Envelope(due, Self));
                return true;
            }

            if (this is IActorStash)
                ((ActorCell)Context).CurrentMessage = due;
            message = due;
        }

        var handled = receive(message);
        if (!handled)
            Unhandled(message);
        return handled;
    }

    /// <summary>Publishes <see cref="UnhandledMessage"/>; an unhandled Terminated is a failure.</summary>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
            throw new DeathPactException(terminated.ActorRef);
        Context.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    protected void Become(Receive receive) => Context.Become(receive);

    protected void BecomeStacked(Receive receive) => Context.BecomeStacked(receive);

    protected void UnbecomeStacked() => Context.UnbecomeStacked();

    protected void SetReceiveTimeout(TimeSpan? timeout) => Context.SetReceiveTimeout(timeout);

    internal void Clear(IActorRef self) => _clearedSelf = self;

    internal void Unclear() => _clearedSelf = null;
}
