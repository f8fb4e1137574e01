using ActorEngine.Contracts;
using ActorEngine.Logs;
using ActorEngine.Serialization;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.LogDrivers;

/// <summary>
/// Compresses log files that the shims left behind: of running containers now and then, of one that ended once. One log at a time, off the actor's thread, so that
/// a burst of output costs at most one CPU here.
/// </summary>
internal sealed class LogKeeperActor : ReceiveActor, IWithTimers
{
    private readonly LogServices services;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly Dictionary<ContainerId, ContainerView> due = [];
    private readonly CancellationTokenSource stopping = new();
    private bool working;

    public LogKeeperActor(LogServices services)
    {
        this.services = services;
        Receive<Tick>(_ => OnTick());
        Receive<Ended>(message => Want(message.View));
        Receive<Done>(OnDone);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(LogServices services) => Akka.Actor.Props.Create(() => new LogKeeperActor(services));

    protected override void PreStart()
    {
        services.States.Set(Self, nameof(LogKeeperActor), "idle");
        Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, services.Defaults.CompressInterval);
    }

    protected override void PostStop()
    {
        stopping.Cancel();
        services.States.Remove(Self);
    }

    private void OnTick()
    {
        foreach (var view in services.Containers())
            if (RunPhase.IsOpen(view)) Want(view);
    }

    // At most one entry for each container: the queue is as long as the list of containers.
    private void Want(ContainerView view)
    {
        if (view.Recovering || !LogPlan.Of(view.Inspection.Settings.Log).CompressesLog) return;
        due[view.Id] = view;
        Next();
    }

    private void Next()
    {
        if (working || due.Count == 0) return;
        var view = due.Values.First();
        due.Remove(view.Id);
        working = true;
        services.States.Set(Self, nameof(LogKeeperActor), "compressing");
        int keep = view.Inspection.Settings.Log.MaxFiles ?? 0;
        var token = stopping.Token;
        Task.Run(() => LogCompressor.Run(view.LogDirectory, keep, token)).PipeTo(Self, Self, _ => new Done(view.Id, null), failure => new Done(view.Id, failure));
    }

    private void OnDone(Done done)
    {
        working = false;
        services.States.Set(Self, nameof(LogKeeperActor), "idle");
        // A full disk, or a container that went away meanwhile: the next round tries again.
        if (done.Failure is { } failure) log.Debug("The log of container {0} was not compressed: {1}", done.Id.Short, failure.Message);
        Next();
    }

    /// <summary>A run of this container is over.</summary>
    internal sealed record Ended(ContainerView View);

    private sealed record Done(ContainerId Id, Exception? Failure);

    private sealed record Tick
    {
        public static readonly Tick Instance = new();
    }
}
