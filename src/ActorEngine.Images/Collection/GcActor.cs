using Akka.Actor;
using Akka.Event;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>What the collector needs of its engine.</summary>
/// <param name="Images">The image store.</param>
/// <param name="Lifecycle">Removes containers.</param>
/// <param name="Containers">All containers as they are now.</param>
/// <param name="Interval">Between two sweeps of the store.</param>
public sealed record GcSettings(IActorRef Images, Func<IActorRef> Lifecycle, Func<IReadOnlyList<ContainerView>> Containers, TimeSpan Interval)
{
    /// <summary>Fetches what the store has lost.</summary>
    public Func<IActorRef> Registry { get; init; } = () => ActorRefs.Nobody;

    /// <summary>The owner of volumes.</summary>
    public IActorRef Volumes { get; init; } = ActorRefs.Nobody;

    /// <summary>Where the time comes from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>
/// Sweeps the image store now and then, and answers what prunes or measures across subsystems: <see cref="GetDiskUsage"/>, <see cref="PruneContainers"/>,
/// <see cref="PruneSystem"/>, <see cref="VerifyImages"/>. One child for each request.
/// </summary>
public sealed class GcActor : ReceiveActor, IWithTimers
{
    /// <summary>Requests at once; one more is refused.</summary>
    private const int MaximumRequests = 64;

    private readonly GcSettings settings;
    private readonly ActorStates states;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private long requests;

    /// <summary>The props of /gc.</summary>
    public static Props Props(GcSettings settings, ActorStates states) => Akka.Actor.Props.Create(() => new GcActor(settings, states));

    public GcActor(GcSettings settings, ActorStates states)
    {
        this.settings = settings;
        this.states = states;
        Receive<SweepNow>(_ => settings.Images.Tell(new SweepStore([])));
        Receive<StoreSwept>(OnSwept);
        Receive<Fault>(fault => log.Warning("A sweep of the image store failed: {0}", fault.Message));
        Receive<GetDiskUsage>(_ => Begin(DiskUsageActor.Props(settings, Sender)));
        Receive<PruneContainers>(command => Begin(PruneActor.Props(settings, command, Sender)));
        Receive<VerifyImages>(command => Begin(VerifyActor.Props(settings, command, Sender)));
        Receive<PruneSystem>(command => Begin(PruneActor.Props(settings, command, Sender)));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        states.Set(Self.Path.ToStringWithoutAddress(), nameof(GcActor), "waiting");
        Timers.StartPeriodicTimer(nameof(SweepNow), new SweepNow(), settings.Interval, settings.Interval);
    }

    protected override void PostStop() => states.Remove(Self.Path.ToStringWithoutAddress());

    private void OnSwept(StoreSwept swept)
    {
        if (swept.Removed > 0) log.Info("Swept {0} leftovers from the image store.", swept.Removed);
    }

    private void Begin(Props request)
    {
        if (Context.GetChildren().Count() >= MaximumRequests) Sender.Tell(new Fault(FaultCode.Overloaded, "Too many prunes and measurements run at once; try again later."));
        else Context.ActorOf(request, $"request-{++requests}");
    }

    /// <summary>A request that fails is not repeated.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private sealed record SweepNow;
}
