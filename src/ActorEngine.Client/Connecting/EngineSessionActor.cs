using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;
using Akka.Remote;

namespace ActorEngine.Client;

/// <summary>One session with an engine, from the handshake to its end; one attempt, never repeated. Its address is what the session is bound to.</summary>
internal sealed partial class EngineSessionActor : ReceiveActor, IWithTimers
{
    private const int MissesAllowed = 4;

    private readonly ActorSelection daemon;
    private readonly EngineClientOptions options;
    private readonly EngineProof proof;
    private readonly SessionNumbers numbers = new();
    private readonly Dictionary<uint, EngineCall> calls = [];
    private readonly Queue<EngineCall> unsent = new();
    private readonly string address;
    private readonly TimeSpan patience;
    private IActorRef session = ActorRefs.Nobody;
    private int streams, misses;
    private uint lastId;

    public EngineSessionActor(string address, ActorSelection daemon, EngineClientOptions options, TimeSpan patience)
    {
        (this.address, this.daemon, this.options, this.patience) = (address, daemon, options, patience);
        proof = new EngineProof(options);
        Opening();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="patience">How long the opening may take.</param>
    public static Props Props(string address, ActorSelection daemon, EngineClientOptions options, TimeSpan patience) =>
        Akka.Actor.Props.Create(() => new EngineSessionActor(address, daemon, options, patience));

    protected override void PreStart()
    {
        // Whatever cannot be delivered, such as while Akka.Remote keeps the gate to a failed address closed, is a dead letter at once.
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
        daemon.Tell(proof.Opening, Self);
        Timers.StartSingleTimer(nameof(TooLate), TooLate.Instance, patience);
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        // Stopped from outside, with the link or the whole system.
        foreach (var call in calls.Values.Concat(unsent)) call.Fail(new EngineLinkLostException(address, "the client was closed"));
        if (!session.IsNobody()) session.Tell(numbers.Stamp(0, SessionFrameKind.Close), Self);
    }

    private void Opening()
    {
        Receive<SessionChallenge>(OnChallenge);
        Receive<SessionOpened>(OnOpened);
        // What passes is no refusal: calls wait for the next attempt.
        Receive<Fault>(fault => Over(fault.Message, fault.IsPassing() ? null : fault));
        Receive<TooLate>(_ => Over($"it did not answer within {patience.TotalSeconds:0.#} s", null));
        Receive<DeadLetter>(dead =>
        {
            if (Self.Equals(dead.Sender)) Over("it cannot be connected to", null);
        });
        Receive<OpenCall>(open => unsent.Enqueue(open.Call));
        Receive<RecheckTrust>(_ => { });
    }

    private void OnChallenge(SessionChallenge challenge)
    {
        string engine = Akka.Serialization.Serialization.SerializedActorPath(Sender), own = Akka.Serialization.Serialization.SerializedActorPath(Self);
        if (proof.Answer(challenge, own, engine, out string reason) is { } answer) Sender.Tell(answer, Self);
        else Distrust(reason);
    }

    private void Distrust(string reason) => Over(reason, new Fault(FaultCode.PermissionDenied, $"The engine at {address} is not trusted: {reason}."));

    private void OnOpened(SessionOpened opened)
    {
        Timers.Cancel(nameof(TooLate));
        Context.System.EventStream.Unsubscribe(Self, typeof(DeadLetter));
        Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));
        // Not watched: the engine's system is untrusted, which drops the heartbeats that watching lives on. Pings of the session take their place.
        session = Sender;
        streams = Math.Max(1, opened.Streams);
        var told = opened.SilenceMilliseconds > 0 ? TimeSpan.FromMilliseconds(opened.SilenceMilliseconds) : options.Silence;
        var silence = told < options.Silence ? told : options.Silence;
        Timers.StartPeriodicTimer(nameof(Beat), Beat.Instance, silence / MissesAllowed);
        Become(Standing);
        Context.Parent.Tell(new SessionStands(opened));
        SendWaiting();
    }

    private void Over(string reason, Fault? fault)
    {
        EngineCall[] begun = [.. calls.Values], rest = [.. unsent];
        calls.Clear();
        unsent.Clear();
        Timers.CancelAll();
        Context.System.EventStream.Unsubscribe(Self);
        Become(Ended);
        // Before the calls are told: who asks again at once must find the link without a session.
        Context.Parent.Tell(new SessionOver(reason, fault, rest));
        foreach (var call in begun) call.Fail(new EngineLinkLostException(address, reason));
    }

    /// <summary>Until the link has heard of the end and stops this actor, calls that it handed over meanwhile go back to it.</summary>
    private void Ended()
    {
        Receive<OpenCall>(open => Context.Parent.Tell(open));
        ReceiveAny(_ => { });
    }

    private sealed record TooLate
    {
        public static readonly TooLate Instance = new();
    }

    private sealed record Beat
    {
        public static readonly Beat Instance = new();
    }
}
