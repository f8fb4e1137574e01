using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary>What a session is made with.</summary>
internal sealed record RemoteSessionSettings
{
    /// <summary>Who it is for.</summary>
    public required ProvenClient Proven { get; init; }
    /// <summary>The actor that it is bound to.</summary>
    public required IActorRef Client { get; init; }
    /// <summary>For people: the tree and the audit log.</summary>
    public required long Number { get; init; }
    public required RemoteEdge Edge { get; init; }
}

/// <summary>
/// One remote client's capability: whoever may talk to it is the client that proved itself, and nobody else. Checks every request against
/// the client's rights, makes a child for it, and ends with the client, its silence, or its certificate.
/// </summary>
internal sealed partial class RemoteSessionActor : ReceiveActor, IWithTimers
{
    private const int MissesAllowed = 4;

    private readonly RemoteSessionSettings settings;
    private readonly RemoteEdge edge;
    private readonly AccessRules rules;
    private readonly SessionNumbers numbers = new();
    private readonly Dictionary<uint, RemoteCall> calls = [];
    private readonly RecoveryQueue order;
    private readonly string treePath, clientName;
    private string ended = "the engine is stopping";
    private bool closed;
    private uint lastId;
    private long requests;
    private int misses;

    public RemoteSessionActor(RemoteSessionSettings settings)
    {
        (this.settings, edge) = (settings, settings.Edge);
        rules = edge.RulesFor(settings.Proven.Subject);
        order = new RecoveryQueue(edge.MustAwaitRecovery, Await, call => Context.ActorOf(edge.Requests(call), $"request-{++requests}"));
        // Its own name is the capability and stands in no listing.
        treePath = $"/user/engine/daemon/remote-{settings.Number}";
        clientName = settings.Client.Path.Address.ToString();
        Receive<SessionFrame>(OnFrame);
        Receive<RemoteCall.CallOutput>(OnOutput);
        Receive<RecoveryAwaited>(_ => OnRecoveryAwaited());
        Receive<Beat>(_ => OnBeat());
        Receive<TrustChanged>(_ => OnTrustChanged());
        Receive<Expired>(_ => End("the client's certificate has expired", new Fault(FaultCode.PermissionDenied, "The certificate of the session has expired.")));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(RemoteSessionSettings settings) => Akka.Actor.Props.Create(() => new RemoteSessionActor(settings));

    protected override void PreStart()
    {
        var subject = settings.Proven.Subject;
        edge.States.Set(treePath, nameof(RemoteSessionActor), $"{subject.Subject} ({subject.Role}) at {clientName}");
        Timers.StartPeriodicTimer(nameof(Beat), Beat.Instance, edge.Silence / MissesAllowed);
        var left = settings.Proven.CertificateExpires - edge.Time.GetUtcNow();
        // Timers of the scheduler do not reach further than some weeks; nor do links.
        if (left < TimeSpan.FromDays(20)) Timers.StartSingleTimer(nameof(Expired), Expired.Instance, left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1));
        settings.Client.Tell(new SessionOpened(subject.Subject)
        {
            Rights = subject.RightNames,
            Labels = subject.Labels,
            EngineId = edge.EngineId,
            EngineVersion = edge.EngineVersion,
            Streams = edge.Streams,
            SilenceMilliseconds = (int)edge.Silence.TotalMilliseconds,
        }, Self);
    }

    protected override void PostStop()
    {
        edge.States.Remove(treePath);
        foreach (var call in calls.Values) call.Cancel();
        if (!closed) settings.Client.Tell(numbers.Stamp(0, SessionFrameKind.Close, MessageFrame.Encode(new Fault(FaultCode.Unavailable, ended))), Self);
        edge.Audit(Entry("session-ended") with { Reason = ended });
    }

    private void End(string reason, Fault? fault)
    {
        (ended, closed) = (reason, true);
        settings.Client.Tell(numbers.Stamp(0, SessionFrameKind.Close, fault is null ? default : MessageFrame.Encode(fault)), Self);
        Context.Stop(Self);
    }

    private void OnBeat()
    {
        if (++misses >= MissesAllowed) End("the client is silent", null);
        else settings.Client.Tell(numbers.Stamp(0, SessionFrameKind.Ping), Self);
    }

    private void OnTrustChanged()
    {
        using var presented = PresentedCertificate.Read(settings.Proven.Certificates)!;
        var (subject, refusal) = edge.Trust().Judge(presented, edge.Time.GetUtcNow());
        if (subject is null) End(refusal!, new Fault(FaultCode.PermissionDenied, refusal!));
        // The client opens another session, which has the new ones.
        else if (!subject.Grants(settings.Proven.Subject)) End("the rights of its subject have changed", null);
    }

    private AuditEntry Entry(string outcome) => new(edge.Time.GetUtcNow(), outcome)
    {
        Subject = settings.Proven.Subject.Subject,
        Role = settings.Proven.Subject.Role,
        Session = settings.Number,
        Client = clientName,
    };

    /// <summary>A request that fails answers with a fault and ends; it is not repeated.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private sealed record Beat
    {
        public static readonly Beat Instance = new();
    }

    private sealed record Expired
    {
        public static readonly Expired Instance = new();
    }
}
