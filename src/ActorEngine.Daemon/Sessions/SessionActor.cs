using ActorEngine.Contracts;
using ActorEngine.Serialization;
using ActorEngine.Transport;
using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary>One client connection: checks what its client may, and makes one child for each of its requests.</summary>
internal sealed class SessionActor : ReceiveActor, IWithTimers
{
    private readonly ServerConnection connection;
    private readonly EngineServices services;
    private readonly RequestHandlers handlers;
    private readonly ClientStanding standing;
    private readonly RecoveryQueue order;
    private long requests;
    private string? node;
    private string ended = "the client left";

    public SessionActor(ServerConnection connection, EngineServices services)
    {
        (this.connection, this.services) = (connection, services);
        handlers = new RequestHandlers(services);
        order = new RecoveryQueue(services.MustAwaitRecovery, Await, Begin);
        standing = new ClientStanding(services, connection.Peer);
        Receive<CallArrived>(arrived => OnCall(arrived.Call));
        Receive<RecoveryAwaited>(_ => OnRecoveryAwaited());
        Receive<ConnectionEnded>(_ => Context.Stop(Self));
        Receive<TrustChanged>(_ => OnTrustChanged());
        Receive<Expired>(_ => End("the client's certificate has expired"));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ServerConnection connection, EngineServices services) =>
        Akka.Actor.Props.Create(() => new SessionActor(connection, services));

    protected override void PreStart()
    {
        Show();
        var self = Self;
        RunAsync(self).PipeTo(self);
    }

    protected override void PostStop()
    {
        services.States.Remove(Self);
        standing.End(ended);
        _ = connection.DisposeAsync();
    }

    private async Task<ConnectionEnded> RunAsync(IActorRef self)
    {
        await connection.RunAsync(call => self.Tell(new CallArrived(call)), CancellationToken.None).ConfigureAwait(false);
        return ConnectionEnded.Instance;
    }

    private void OnCall(ServerCall call)
    {
        switch (call.Request)
        {
            case ActFor act:
                _ = call.ReplyAsync(OnActFor(act)).AsTask();
                return;
            case GetGatewayConfiguration:
                _ = call.ReplyAsync(standing.Configuration()).AsTask();
                return;
        }

        var (allowed, refused) = standing.Check(call.Request);
        if (refused is not null) _ = call.ReplyAsync(refused).AsTask();
        else if (allowed is SelectNode select) _ = call.ReplyAsync(OnSelect(select)).AsTask();
        else if (node is not null) Begin(call);
        else order.Add(ReferenceEquals(allowed, call.Request) ? call : new NarrowedCall(call, allowed!));
    }

    private IReply OnActFor(ActFor act)
    {
        var answer = standing.Become(act);
        Show();
        // Timers of the scheduler do not reach further than some weeks; nor do connections.
        if (standing.Expires - services.Time.GetUtcNow() is { TotalDays: < 20 } left) Timers.StartSingleTimer(nameof(Expired), Expired.Instance, left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1));
        return answer;
    }

    private IReply OnSelect(SelectNode select)
    {
        bool known = services.Nodes.Find(select.Node) is not null;
        if (known) node = select.Node;
        return known ? new Done() : services.Nodes.Missing(select.Node);
    }

    private void OnTrustChanged()
    {
        if (standing.Recheck() is { } lost) End(lost.Message);
    }

    private void End(string reason)
    {
        ended = reason;
        Context.Stop(Self);
    }

    private void Await(ContainerReference container)
    {
        services.Actors.Lifecycle.Tell(new AwaitRecovery(container));
        // Should /lifecycle stop meanwhile.
        Timers.StartSingleTimer(nameof(RecoveryAwaited), new RecoveryAwaited(), services.RecoveryPatience);
    }

    private void OnRecoveryAwaited()
    {
        Timers.Cancel(nameof(RecoveryAwaited));
        order.Awaited();
    }

    private void Begin(IEngineCall call) => Context.ActorOf(PropsOf(call), $"request-{++requests}");

    private Props PropsOf(IEngineCall call)
    {
        if (node is not { } name) return RequestProps.Of(call, services, handlers, services.States);
        return services.Nodes.Find(name) is { } link
            ? StreamRequestActor.Props(call, () => NodeForwarder.RunAsync(link, name, call), services.States)
            : StreamRequestActor.Props(call, () => Task.FromResult<IReply>(new Fault(FaultCode.Unavailable, "The engine is stopping.")), services.States);
    }

    private void Show() => services.States.Set(Self, nameof(SessionActor), standing.Title);

    /// <summary>A request that fails answers with a fault and ends; it is not repeated.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private sealed record CallArrived(ServerCall Call);

    private sealed record ConnectionEnded
    {
        public static readonly ConnectionEnded Instance = new();
    }

    private sealed record Expired
    {
        public static readonly Expired Instance = new();
    }
}
