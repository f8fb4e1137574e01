using Akka.Actor;
using Akka.Event;

namespace Akka.Pattern;

/// <summary>Starts its child anew, after a pause, whenever it has stopped. The pauses double up to a limit.</summary>
public sealed partial class BackoffSupervisor : BackoffSupervisorBase
{
    private readonly TimeSpan _minBackoff;
    private readonly TimeSpan _maxBackoff;
    private readonly double _randomFactor;
    private readonly SupervisorStrategy _strategy;

    public BackoffSupervisor(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
        : this(childProps, childName, minBackoff, maxBackoff, new AutoReset(minBackoff), randomFactor, Actor.SupervisorStrategy.DefaultStrategy)
    {
    }

    public BackoffSupervisor(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, IBackoffReset reset, double randomFactor, SupervisorStrategy strategy, object? replyWhileStopped = null, Func<object, bool>? finalStopMessage = null)
        : base(childProps, childName, reset, replyWhileStopped, finalStopMessage)
    {
        _minBackoff = minBackoff;
        _maxBackoff = maxBackoff;
        _randomFactor = randomFactor;
        _strategy = strategy;
    }

    public static Props Props(BackoffOptions options) => options.Props;

    public static Props Props(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        PropsWithSupervisorStrategy(childProps, childName, minBackoff, maxBackoff, randomFactor, Actor.SupervisorStrategy.DefaultStrategy);

    public static Props Props(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        PropsWithSupervisorStrategy(childProps, childName, minBackoff, maxBackoff, randomFactor, ((OneForOneStrategy)Actor.SupervisorStrategy.DefaultStrategy).WithMaxNrOfRetries(maxNrOfRetries));

    public static Props PropsWithSupervisorStrategy(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, SupervisorStrategy strategy)
    {
        IBackoffReset reset = new AutoReset(minBackoff);
        return Actor.Props.Create(() => new BackoffSupervisor(childProps, childName, minBackoff, maxBackoff, reset, randomFactor, strategy, null, null));
    }

    /// <summary>The pause before the start after that many.</summary>
    internal static TimeSpan CalculateDelay(int restartCount, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor)
    {
        var spread = 1.0 + (Random.Shared.NextDouble() * randomFactor);
        var ticks = Math.Min(maxBackoff.Ticks, minBackoff.Ticks * Math.Pow(2, restartCount)) * spread;
        return ticks is < 0 or >= long.MaxValue ? maxBackoff : new TimeSpan((long)ticks);
    }

    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    protected override bool Receive(object message) => OnTerminated(message) || HandleBackoff(message);

    private bool OnTerminated(object message)
    {
        if (message is not Terminated terminated || !terminated.ActorRef.Equals(Child))
            return false;
        Child = null!;
        var limit = _strategy is OneForOneStrategy oneForOne ? oneForOne.MaxNumberOfRetries : -1;
        if (FinalStopMessageReceived)
        {
            Context.Stop(Self);
        }
        else if (limit == -1 || RestartCountN < limit)
        {
            var delay = CalculateDelay(RestartCountN, _minBackoff, _maxBackoff, _randomFactor);
            Context.System.Scheduler.ScheduleTellOnce(delay, Self, StartChild.Instance, Self);
            RestartCountN++;
        }
        else
        {
            Log.Debug($"Terminating on restart #{RestartCountN + 1} which exceeds max allowed restarts ({limit})");
            Context.Stop(Self);
        }

        return true;
    }
}
