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

    /// <summary>A container that goes away waits a second for a receiver that fails.</summary>
    private static readonly TimeSpan LeavePause = TimeSpan.FromMilliseconds(250);

    private readonly LogServices services;
    private readonly LogPlan plan;
    private readonly LogDeliveryState shown;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly ForwardingCourse course = new();
    private readonly List<TaskCompletionSource> drains = [];
    private ContainerView view;
    private ForwarderRun? forwarder;
    private int dropSeen;

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
        Receive<Opened>(opened => course.Opened(opened.DroppedLines, opened.DroppedBytes));
        Receive<DropsSeen>(_ => OnDropsSeen());
        Receive<DropsDue>(_ => OnDropsDue());
        Receive<LeaveCheck>(_ => OnLeaveCheck());
        Receive<GivenUp>(_ => GiveUp());
        Receive<Rest>(OnRest);
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
        var (self, from) = (Self, view);
        forwarder = new ForwarderRun(() => Open(from, self));
        if (!RunPhase.IsOpen(view)) forwarder.FinishAt(RunPhase.EndOf(view));
        forwarder.RunAsync().PipeTo(self, self, () => Ended.Instance, failure => new Failed(failure));
    }

    // Runs outside of the actor.
    private LogForwarder Open(ContainerView from, IActorRef self)
    {
        // The watch needs a directory; before the first start there may be none.
        Directory.CreateDirectory(from.LogDirectory);
        var opened = new LogForwarder(new ForwarderContext
        {
            View = from,
            Plan = plan,
            Watch = services.Watch,
            Time = services.Time,
            Shown = shown,
            MakeSink = () => services.Sinks?.Invoke(from, plan) ?? LogSinks.Make(from, plan, services.Defaults, services.Time),
            Dropped = () =>
            {
                if (Interlocked.Exchange(ref dropSeen, 1) == 0) self.Tell(DropsSeen.Instance);
            },
        });
        var now = shown.Figures;
        self.Tell(new Opened(now.DroppedLines, now.DroppedBytes));
        return opened;
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
        course.Leave();
        forwarder?.FinishAt(RunPhase.EndOf(view));
        if (forwarder is null)
        {
            GiveUp();
            return;
        }

        Timers.StartPeriodicTimer(nameof(LeaveCheck), LeaveCheck.Instance, LeavePause);
        Timers.StartSingleTimer(nameof(GiveUp), GivenUp.Instance, services.Defaults.FlushTimeout);
    }

    private void OnLeaveCheck()
    {
        if (course.Looked(shown.Figures.Error)) GiveUp();
    }

    private void GiveUp() => Task.Run(shown.Read).PipeTo(Self, Self, rest => new Rest(rest), _ => new Rest(shown.Figures));

    private void OnRest(Rest rest)
    {
        OnDropsDue();
        if (rest.Figures.WaitingBytes > 0) Publish(0, rest.Figures.WaitingBytes, rest.Figures.Error);
        Context.Stop(Self);
    }

    private void OnEnded(Ended message)
    {
        forwarder = null;
        if (course.Ended(view, shown.Position))
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
        if (course.Failed() is not { } pause)
        {
            GiveUp();
            return;
        }

        log.Warning("The log of container {0} is not handed over: {1}", view.Id.Short, message.Cause.Message);
        shown.Fail(message.Cause.Message);
        services.States.Set(Self, nameof(LogForwarderActor), plan.Driver + ", failed");
        Timers.StartSingleTimer(nameof(Begin), new Begin(), pause);
    }

    private void OnDropsSeen()
    {
        if (!Timers.IsTimerActive(nameof(DropsDue))) OnDropsDue();
    }

    private void OnDropsDue()
    {
        Volatile.Write(ref dropSeen, 0);
        var now = shown.Figures;
        if (course.Untold(now) is not { } dropped) return;
        Publish(dropped.Lines, dropped.Bytes, now.Error);
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

    /// <summary>The log is open; so much of it was lost before.</summary>
    private sealed record Opened(long DroppedLines, long DroppedBytes);

    /// <summary>What is left when it is given up.</summary>
    private sealed record Rest(LogDelivery Figures);

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
