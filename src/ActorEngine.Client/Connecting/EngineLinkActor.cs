using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Client;

/// <summary>
/// Keeps a session with one engine: makes a new one whenever the present one ends, with growing pauses, and holds calls meanwhile. Tells observers
/// when the engine becomes reachable or unreachable.
/// </summary>
internal sealed class EngineLinkActor : ReceiveActor, IWithTimers
{
    private readonly string address;
    private readonly EngineClientOptions options;
    private readonly LinkState state;
    private readonly HashSet<IActorRef> observers = [];
    private readonly Queue<EngineCall> waiting = new();
    private IActorRef session = ActorRefs.Nobody;
    private SessionOpened? standing;
    private SessionOver? last;
    private int failures;

    public EngineLinkActor(string address, EngineClientOptions options, LinkState state)
    {
        (this.address, this.options, this.state) = (address, options, state);
        Receive<OpenCall>(open => OnOpenCall(open.Call));
        Receive<SessionStands>(OnStands);
        Receive<SessionOver>(OnOver);
        Receive<TryAgain>(_ => Begin());
        Receive<RecheckTrust>(message => session.Tell(message));
        Receive<ObserveLink>(OnObserve);
        Receive<ForgetLink>(forget => Forget(forget.Observer));
        Receive<Terminated>(gone => Forget(gone.ActorRef));
        Receive<CloseLink>(_ => Context.Stop(Self));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(string address, EngineClientOptions options, LinkState state) =>
        Akka.Actor.Props.Create(() => new EngineLinkActor(address, options, state));

    protected override void PreStart() => Begin();

    protected override void PostStop()
    {
        foreach (var call in waiting) call.Fail(new EngineUnreachableException(address, "the client was closed"));
        state.Set(NodeState.Unreachable, "the client was closed", null);
    }

    private void Begin()
    {
        if (standing is null && last is null) state.Set(NodeState.Connecting, "", null);
        var daemon = Context.ActorSelection(address + "/user/engine/daemon");
        // An engine that is slower than the limit would never have a session: what it answers too late is lost with the attempt.
        var patience = options.HandshakeTimeout * (1 << Math.Min(failures, 2));
        session = Context.ActorOf(EngineSessionActor.Props(address, daemon, options, patience));
    }

    private void OnOpenCall(EngineCall call)
    {
        if (standing is not null) session.Tell(new OpenCall(call));
        else if (last?.Fault is { } refused) call.Fail(new EngineFaultException(refused));
        else if (waiting.Count >= options.WaitingCalls) call.Fail(new EngineUnreachableException(address, $"{waiting.Count} calls wait for it already"));
        else waiting.Enqueue(call);
    }

    private void OnStands(SessionStands message)
    {
        if (!Sender.Equals(session)) return;
        (standing, last, failures) = (message.Opened, null, 0);
        state.Set(NodeState.Reachable, "", standing);
        Tell(new NodeReachable(address, standing));
        while (waiting.TryDequeue(out var call)) session.Tell(new OpenCall(call));
    }

    private void OnOver(SessionOver over)
    {
        if (!Sender.Equals(session)) return;
        bool news = standing is not null || last is null || last.Fault != over.Fault;
        // After the calls that were handed to it.
        session.Tell(PoisonPill.Instance);
        (standing, last, session) = (null, over, ActorRefs.Nobody);
        foreach (var call in over.Unsent) OnOpenCall(call);
        if (over.Fault is { } refused)
            while (waiting.TryDequeue(out var call)) call.Fail(new EngineFaultException(refused));
        state.Set(over.Fault is null ? NodeState.Unreachable : NodeState.Refused, over.Reason, null);
        if (news) Tell(new NodeUnreachable(address, over.Reason, over.Fault));
        var pause = TimeSpan.FromTicks(Math.Min(options.FirstPause.Ticks << Math.Min(failures++, 16), options.LongestPause.Ticks));
        Timers.StartSingleTimer(nameof(TryAgain), TryAgain.Instance, pause);
    }

    private void OnObserve(ObserveLink observe)
    {
        if (!observers.Add(observe.Observer)) return;
        Context.Watch(observe.Observer);
        if (standing is not null) observe.Observer.Tell(new NodeReachable(address, standing));
        else if (last is not null) observe.Observer.Tell(new NodeUnreachable(address, last.Reason, last.Fault));
    }

    private void Forget(IActorRef observer)
    {
        if (observers.Remove(observer)) Context.Unwatch(observer);
    }

    private void Tell(object news)
    {
        foreach (var observer in observers) observer.Tell(news);
    }

    /// <summary>A session that fails is over like any other.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(error =>
    {
        Self.Tell(new SessionOver($"the client's session failed: {error.Message}", null, []), Sender);
        return Directive.Stop;
    });

    private sealed record TryAgain
    {
        public static readonly TryAgain Instance = new();
    }
}
