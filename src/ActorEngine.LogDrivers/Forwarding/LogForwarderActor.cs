using System.Globalization;
using ActorEngine.Contracts;
using ActorEngine.Serialization;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.LogDrivers;

/// <summary>Holds the forwarder of one container's log: begins it, tells it where a run ended, begins it anew where it failed, and stops when nothing is left.</summary>
internal sealed class LogForwarderActor : ReceiveActor, IWithTimers
{
    /// <summary>Between two events about lines that were dropped.</summary>
    private static readonly TimeSpan EventPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>A container that goes away waits a second for a receiver that fails.</summary>
    private static readonly TimeSpan LeavePause = TimeSpan.FromMilliseconds(250);
    private const int MostFailing = 3;

    private readonly LogServices services;
    private readonly LogPlan plan;
    private readonly LogDeliveryState shown;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly List<TaskCompletionSource> drains = [];
    private ContainerView view;
    private LogForwarder? forwarder;
    private TimeSpan pause = FirstPause;
    private (long Lines, long Bytes) told;
    private int dropSeen, failing;
    private bool begun, leaving;

    public LogForwarderActor(LogServices services, ContainerView view)
    {
        (this.services, this.view) = (services, view);
        plan = LogPlan.Of(view.Inspection.Settings.Log);
        shown = services.Deliveries.Of(view, plan);
        Receive<ContainerChanged>(OnChanged);
        Receive<DrainLog>(OnDrain);
        Receive<Ended>(OnEnded);
        Receive<Failed>(OnFailed);
        Receive<Begin>(_ => OnBegin());
        Receive<DropsSeen>(_ => OnDropsSeen());
        Receive<DropsDue>(_ => OnDropsDue());
        Receive<LeaveCheck>(_ => OnLeaveCheck());
        Receive<GivenUp>(_ => GiveUp());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(LogServices services, ContainerView view) => Akka.Actor.Props.Create(() => new LogForwarderActor(services, view));

    protected override void PreStart() => OnBegin();

    protected override void PostStop()
    {
        forwarder?.Stop();
        foreach (var drain in drains) drain.TrySetResult();
        services.States.Remove(Self);
    }

    private void OnBegin()
    {
        services.States.Set(Self, nameof(LogForwarderActor), plan.Driver);
        var self = Self;
        try
        {
            // The watch needs a directory; before the first start there may be none.
            Directory.CreateDirectory(view.LogDirectory);
            forwarder = new LogForwarder(new ForwarderContext
            {
                View = view,
                Plan = plan,
                Watch = services.Watch,
                Time = services.Time,
                Shown = shown,
                MakeSink = () => services.Sinks?.Invoke(view, plan) ?? LogSinks.Make(view, plan, services.Defaults, services.Time),
                Dropped = () =>
                {
                    if (Interlocked.Exchange(ref dropSeen, 1) == 0) self.Tell(DropsSeen.Instance);
                },
            });
        }
        catch (IOException failed)
        {
            OnFailed(new Failed(failed));
            return;
        }

        if (!begun)
        {
            // What an earlier daemon knew of was told by it.
            var now = shown.Read();
            (told, begun) = ((now.DroppedLines, now.DroppedBytes), true);
        }

        if (!RunPhase.IsOpen(view)) forwarder.FinishAt(RunPhase.EndOf(view));
        forwarder.RunAsync().PipeTo(self, self, () => Ended.Instance, failure => new Failed(failure));
    }

    private void OnChanged(ContainerChanged change)
    {
        view = change.View;
        if (change.Removed) Context.Stop(Self);
        else if (!RunPhase.IsOpen(view)) forwarder?.FinishAt(RunPhase.EndOf(view));
    }

    private void OnDrain(DrainLog drain)
    {
        view = drain.View;
        drains.Add(drain.Drained);
        leaving = true;
        forwarder?.FinishAt(RunPhase.EndOf(view));
        if (forwarder is null)
        {
            GiveUp();
            return;
        }

        Timers.StartPeriodicTimer(nameof(LeaveCheck), LeaveCheck.Instance, LeavePause);
        Timers.StartSingleTimer(nameof(GiveUp), GivenUp.Instance, services.Defaults.FlushTimeout);
    }

    // The container is going away. A receiver that works gets its time; one that fails is not waited for.
    private void OnLeaveCheck()
    {
        failing = shown.Read().Error.Length > 0 ? failing + 1 : 0;
        if (failing > MostFailing) GiveUp();
    }

    private void GiveUp()
    {
        OnDropsDue();
        var now = shown.Read();
        if (now.WaitingBytes > 0) Publish(0, now.WaitingBytes, now.Error);
        Context.Stop(Self);
    }

    private void OnEnded(Ended message)
    {
        forwarder = null;
        pause = FirstPause;
        // A run that began meanwhile, or whose end was told after it was asked for.
        if (RunPhase.IsOpen(view) || shown.Position < RunPhase.EndOf(view) && !leaving)
        {
            OnBegin();
            return;
        }

        OnDropsDue();
        Context.Stop(Self);
    }

    private void OnFailed(Failed message)
    {
        forwarder = null;
        if (leaving)
        {
            GiveUp();
            return;
        }

        log.Warning("The log of container {0} is not handed over: {1}", view.Id.Short, message.Cause.Message);
        shown.Fail(message.Cause.Message);
        services.States.Set(Self, nameof(LogForwarderActor), plan.Driver + ", failed");
        Timers.StartSingleTimer(nameof(Begin), new Begin(), pause);
        pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
    }

    private void OnDropsSeen()
    {
        if (!Timers.IsTimerActive(nameof(DropsDue))) OnDropsDue();
    }

    private void OnDropsDue()
    {
        Volatile.Write(ref dropSeen, 0);
        var now = shown.Read();
        if (now.DroppedLines == told.Lines && now.DroppedBytes == told.Bytes) return;
        Publish(now.DroppedLines - told.Lines, now.DroppedBytes - told.Bytes, now.Error);
        told = (now.DroppedLines, now.DroppedBytes);
        Timers.StartSingleTimer(nameof(DropsDue), DropsDue.Instance, EventPause);
    }

    private void Publish(long lines, long bytes, string error) => services.Events.Tell(new PublishEvent(services.Time.GetUtcNow(), "container", "log_drop", view.Id.Value)
    {
        Attributes = new Dictionary<string, string>(view.Summary.Labels)
        {
            ["name"] = view.Summary.Name,
            ["image"] = view.Summary.Image,
            ["driver"] = plan.Driver,
            ["lines"] = lines.ToString(CultureInfo.InvariantCulture),
            ["bytes"] = bytes.ToString(CultureInfo.InvariantCulture),
            ["error"] = error,
        },
    });

    private sealed record Begin;

    private sealed record Ended
    {
        public static readonly Ended Instance = new();
    }

    private sealed record Failed(Exception Cause);

    private sealed record DropsSeen
    {
        public static readonly DropsSeen Instance = new();
    }

    private sealed record LeaveCheck
    {
        public static readonly LeaveCheck Instance = new();
    }

    private sealed record GivenUp
    {
        public static readonly GivenUp Instance = new();
    }

    private sealed record DropsDue
    {
        public static readonly DropsDue Instance = new();
    }
}
