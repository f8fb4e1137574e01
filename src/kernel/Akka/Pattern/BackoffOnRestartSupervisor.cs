using Akka.Actor;
using Akka.Event;

namespace Akka.Pattern;

/// <summary>Where its strategy says restart, stops the child and starts it anew after a pause. When the child stops by itself, it stops too.</summary>
internal sealed class BackoffOnRestartSupervisor(
    Props childProps,
    string childName,
    TimeSpan minBackoff,
    TimeSpan maxBackoff,
    IBackoffReset reset,
    double randomFactor,
    OneForOneStrategy strategy,
    object? replyWhileStopped,
    Func<object, bool>? finalStopMessage)
    : BackoffSupervisorBase(childProps, childName, reset, replyWhileStopped, finalStopMessage)
{
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(strategy.MaxNumberOfRetries, strategy.WithinTimeRangeMilliseconds, Decide);

    protected override bool Receive(object message)
    {
        if (message is not Terminated terminated || !terminated.ActorRef.Equals(Child))
            return HandleBackoff(message);
        Log.Debug($"Terminating, because child {Child} terminated itself");
        Context.Stop(Self);
        return true;
    }

    private Directive Decide(Exception cause)
    {
        var directive = strategy.Decider.Decide(cause);
        if (directive != Directive.Restart)
            return directive;
        if (strategy.WithinTimeRangeMilliseconds > 0 && RestartCountN == 0)
            Context.System.Scheduler.ScheduleTellOnce(strategy.WithinTimeRangeMilliseconds, Self, new BackoffSupervisor.ResetRestartCount(RestartCountN), Self);
        var next = RestartCountN + 1;
        if (strategy.MaxNumberOfRetries >= 0 && next > strategy.MaxNumberOfRetries)
        {
            Log.Debug($"Terminating on restart #{next} which exceeds max allowed restarts ({strategy.MaxNumberOfRetries})");
            Become(Receive);
            Context.Stop(Self);
        }
        else
        {
            var failed = Sender;
            Become(message => WaitForStop(message, failed) || HandleBackoff(message));
        }

        return Directive.Stop;
    }

    private bool WaitForStop(object message, IActorRef failed)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(failed):
                Become(Receive);
                Child = null!;
                var delay = BackoffSupervisor.CalculateDelay(RestartCountN, minBackoff, maxBackoff, randomFactor);
                Context.System.Scheduler.ScheduleTellOnce(delay, Self, BackoffSupervisor.StartChild.Instance, Self);
                RestartCountN++;
                return true;
            case BackoffSupervisor.StartChild:
                return true;
            default:
                return false;
        }
    }
}
