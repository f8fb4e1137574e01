using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// The default scheduler: one thread turns a wheel of buckets, one tick at a time. Adding and cancelling cost the same however
/// many timers there are; a timer fires at the first tick after it is due. The thread starts with the first timer.
/// </summary>
public sealed class HashedWheelTimerScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private readonly ConcurrentQueue<WheelTimer> _added = new();
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly long _tickLength;
    private readonly TimeSpan _shutdownTimeout;
    private readonly WheelTimer?[] _wheel;
    private readonly ManualResetEventSlim _stopped = new();
    private readonly Lock _gate = new();
    private Thread? _worker;
    private volatile bool _stopping;

    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log)
        : base(scheduler, log)
    {
        var ticksPerWheel = scheduler.GetInt("akka.scheduler.ticks-per-wheel", 512);
        var tick = scheduler.GetTimeSpan("akka.scheduler.tick-duration", TimeSpan.FromMilliseconds(10));
        if (tick < TimeSpan.FromMilliseconds(10))
            throw new ArgumentOutOfRangeException(nameof(scheduler), "minimum supported akka.scheduler.tick-duration is 10ms");
        if (ticksPerWheel is <= 0 or > 1 << 30)
            throw new ArgumentOutOfRangeException(nameof(scheduler), ticksPerWheel, "Must be between 1 and 2^30.");
        _shutdownTimeout = scheduler.GetTimeSpan("akka.scheduler.shutdown-timeout", TimeSpan.FromSeconds(5));
        _tickLength = (long)(tick.TotalSeconds * Stopwatch.Frequency);
        _wheel = new WheelTimer?[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)ticksPerWheel)];
    }

    public override TimeSpan MonotonicClock => Stopwatch.GetElapsedTime(_started);

    public override TimeSpan HighResMonotonicClock => Stopwatch.GetElapsedTime(_started);

    protected override DateTimeOffset TimeNow => DateTimeOffset.Now;

    /// <summary>Stops the thread; timers that are not yet due never fire.</summary>
    public void Dispose()
    {
        Thread? worker;
        lock (_gate)
        {
            _stopping = true;
            worker = _worker;
        }

        if (worker is null || worker == Thread.CurrentThread)
            return;
        if (!_stopped.Wait(_shutdownTimeout))
            Log.Warning("Failed to shutdown scheduler within {0}", _shutdownTimeout);
    }

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable? cancelable) =>
        Add(delay, null, new TellTask(receiver, message, sender), cancelable);

    protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable? cancelable) =>
        Add(initialDelay, interval, new TellTask(receiver, message, sender), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        Add(delay, null, new ActionRunnable(action), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable) =>
        Add(delay, null, action, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Add(initialDelay, interval, new ActionRunnable(action), cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable) =>
        Add(initialDelay, interval, action, cancelable);

    private static long ToStopwatch(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    private void Add(TimeSpan delay, TimeSpan? interval, IRunnable action, ICancelable? cancelable)
    {
        if (cancelable is { IsCancellationRequested: true })
            return;
        if (_stopping)
            throw new SchedulerException("cannot enqueue after timer shutdown");
        if (delay == TimeSpan.Zero && interval is null)
        {
            Execute(action, cancelable);
            return;
        }

        var due = Stopwatch.GetTimestamp() - _started + ToStopwatch(delay);
        _added.Enqueue(new WheelTimer(action, cancelable, due, interval is { } period ? Math.Max(1, ToStopwatch(period)) : 0));
        if (_worker is null)
            StartWorker();
    }

    private void StartWorker()
    {
        lock (_gate)
        {
            if (_worker is not null || _stopping)
                return;
            _worker = new Thread(Turn) { IsBackground = true, Name = "Akka.Scheduler" };
            _worker.Start();
        }
    }

    private void Turn()
    {
        var tick = (Stopwatch.GetTimestamp() - _started) / _tickLength;
        while (!_stopping)
        {
            WaitUntil((tick + 1) * _tickLength);
            PlaceAdded(tick);
            Expire(tick);
            tick++;
        }

        _stopped.Set();
    }

    private void WaitUntil(long due)
    {
        while (!_stopping)
        {
            var left = due - (Stopwatch.GetTimestamp() - _started);
            if (left <= 0)
                return;
            Thread.Sleep((int)Math.Max(1, left * 1000 / Stopwatch.Frequency));
        }
    }

    private void PlaceAdded(long tick)
    {
        while (_added.TryDequeue(out var timer))
            Place(timer, tick);
    }

    private void Place(WheelTimer timer, long tick)
    {
        if (timer.Cancelable is { IsCancellationRequested: true })
            return;
        timer.Tick = Math.Max(timer.Due / _tickLength, tick);
        var bucket = timer.Tick & (_wheel.Length - 1);
        timer.Next = _wheel[bucket];
        _wheel[bucket] = timer;
    }

    private void Expire(long tick)
    {
        var bucket = tick & (_wheel.Length - 1);
        var timer = _wheel[bucket];
        _wheel[bucket] = null;
        WheelTimer? due = null;
        while (timer is not null)
        {
            var next = timer.Next;
            if (timer.Cancelable is { IsCancellationRequested: true })
            {
                // Dropped.
            }
            else if (timer.Tick > tick)
            {
                timer.Next = _wheel[bucket];
                _wheel[bucket] = timer;
            }
            else
            {
                timer.Next = due;
                due = timer;
            }

            timer = next;
        }

        Fire(due, tick);
    }

    private void Fire(WheelTimer? timer, long tick)
    {
        while (timer is not null)
        {
            var next = timer.Next;
            if (Execute(timer.Action, timer.Cancelable) && timer.Interval > 0)
            {
                timer.Due += timer.Interval;
                Place(timer, tick + 1);
            }

            timer = next;
        }
    }

    /// <summary>False when the action failed; it is not repeated then.</summary>
    private bool Execute(IRunnable action, ICancelable? cancelable)
    {
        try
        {
            if (cancelable is not { IsCancellationRequested: true })
                action.Run();
            return true;
        }
        catch (Exception e)
        {
            try
            {
                Log.Error(e, "Error while executing scheduled task {0}", action);
            }
            catch (Exception)
            {
                // The thread must live on whatever the log does.
            }

            return false;
        }
    }

    private sealed class WheelTimer(IRunnable action, ICancelable? cancelable, long due, long interval)
    {
        public readonly IRunnable Action = action;
        public readonly ICancelable? Cancelable = cancelable;
        public readonly long Interval = interval;
        public long Due = due;
        public long Tick;
        public WheelTimer? Next;
    }

    private sealed class TellTask(ICanTell receiver, object message, IActorRef sender) : IRunnable
    {
        public void Run() => receiver.Tell(message, sender);

        public void Execute() => Run();

        public override string ToString() => $"[{receiver}.Tell({message}, {sender})]";
    }
}
