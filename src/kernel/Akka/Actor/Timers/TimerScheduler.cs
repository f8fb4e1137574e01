using Akka.Event;

namespace Akka.Actor.Scheduler;

/// <summary>Timers over the system's scheduler; generations tell a timer from its predecessor of the same key.</summary>
internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    private Dictionary<object, Timer>? _timers;
    private int _generation;

    public IReadOnlyCollection<object> ActiveTimers => _timers is null ? [] : _timers.Keys;

    private ILoggingAdapter? DebugLog => cell.System.Settings.DebugTimerScheduler ? cell.System.Log : null;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) =>
        Start(key, msg, interval, interval, ActorRefs.NoSender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) =>
        Start(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        Start(key, msg, initialDelay, interval, ActorRefs.NoSender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender) =>
        Start(key, msg, initialDelay, interval, sender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, null, ActorRefs.NoSender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) => Start(key, msg, timeout, null, sender);

    public bool IsTimerActive(object key) => _timers is not null && _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_timers is null || !_timers.Remove(key, out var timer))
            return;
        DebugLog?.Debug("Cancel timer [{0}] with generation [{1}]", key, timer.Generation);
        timer.Task.Cancel();
    }

    public void CancelAll()
    {
        DebugLog?.Debug("Cancel all timers");
        if (_timers is null)
            return;
        foreach (var timer in _timers.Values)
            timer.Task.Cancel();
        _timers.Clear();
    }

    /// <summary>The message of a timer that is due, or null when the timer is no longer the active one of its key.</summary>
    public object? Intercept(TimerMessage message)
    {
        if (_timers is null || !_timers.TryGetValue(message.Key, out var timer))
        {
            DebugLog?.Debug("Received timer [{0}] that has been removed, discarding", message.Key);
            return null;
        }

        if (!ReferenceEquals(message.Owner, this))
        {
            DebugLog?.Debug("Received timer [{0}] from old restarted instance, discarding", message.Key);
            return null;
        }

        if (message.Generation != timer.Generation)
        {
            DebugLog?.Debug("Received timer [{0}] from old generation [{1}], expected generation [{2}], discarding", message.Key, message.Generation, timer.Generation);
            return null;
        }

        if (!timer.Repeats)
            _timers.Remove(message.Key);
        return message.Message;
    }

    private void Start(object key, object message, TimeSpan delay, TimeSpan? interval, IActorRef sender)
    {
        Cancel(key);
        var generation = ++_generation;
        var timerMessage = message is INotInfluenceReceiveTimeout
            ? new QuietTimerMessage(key, generation, this, message)
            : new TimerMessage(key, generation, this, message);
        var task = interval is { } period
            ? cell.System.Scheduler.ScheduleTellRepeatedlyCancelable(delay, period, cell.Self, timerMessage, sender)
            : cell.System.Scheduler.ScheduleTellOnceCancelable(delay, cell.Self, timerMessage, sender);
        DebugLog?.Debug("Start timer [{0}] with generation [{1}]", key, generation);
        (_timers ??= [])[key] = new Timer(generation, interval.HasValue, task);
    }

    private readonly record struct Timer(int Generation, bool Repeats, ICancelable Task);

    /// <summary>What the scheduler delivers when a timer is due.</summary>
    internal class TimerMessage(object key, int generation, TimerScheduler owner, object message) : IWrappedMessage, INoSerializationVerificationNeeded
    {
        public object Key { get; } = key;

        public int Generation { get; } = generation;

        public TimerScheduler Owner { get; } = owner;

        public object Message { get; } = message;

        public override string ToString() => $"TimerMsg(key={Key}, generation={Generation}, owner={Owner}, message={Message})";
    }

    /// <summary>One that leaves the receive timeout alone, as its message does.</summary>
    private sealed class QuietTimerMessage(object key, int generation, TimerScheduler owner, object message)
        : TimerMessage(key, generation, owner, message), INotInfluenceReceiveTimeout;
}
