using ActorEngine.Contracts;
using ActorEngine.Serialization;
using ActorEngine.Transport;
using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary>One client connection: checks the peer's right once, and makes one child for each of its requests.</summary>
internal sealed class SessionActor : ReceiveActor, IWithTimers
{
    private readonly ServerConnection connection;
    private readonly EngineServices services;
    private readonly RequestHandlers handlers;
    private readonly Fault? denied;
    private readonly RecoveryQueue order;
    private long requests;
    private string? node;

    public SessionActor(ServerConnection connection, EngineServices services)
    {
        (this.connection, this.services) = (connection, services);
        handlers = new RequestHandlers(services);
        order = new RecoveryQueue(services.MustAwaitRecovery, Await, Begin);
        denied = services.Authorization.Check(connection.Peer);
        Receive<CallArrived>(arrived => OnCall(arrived.Call));
        Receive<RecoveryAwaited>(_ => OnRecoveryAwaited());
        Receive<ConnectionEnded>(_ => Context.Stop(Self));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ServerConnection connection, EngineServices services) =>
        Akka.Actor.Props.Create(() => new SessionActor(connection, services));

    protected override void PreStart()
    {
        services.States.Set(Self, nameof(SessionActor), $"user {connection.Peer.User}, process {connection.Peer.Pid}");
        var self = Self;
        RunAsync(self).PipeTo(self);
    }

    protected override void PostStop()
    {
        services.States.Remove(Self);
        _ = connection.DisposeAsync();
    }

    private async Task<ConnectionEnded> RunAsync(IActorRef self)
    {
        await connection.RunAsync(call => self.Tell(new CallArrived(call)), CancellationToken.None).ConfigureAwait(false);
        return ConnectionEnded.Instance;
    }

    private void OnCall(ServerCall call)
    {
        if (denied is not null)
        {
            _ = call.ReplyAsync(denied).AsTask();
            return;
        }

        if (call.Request is SelectNode select)
        {
            bool known = services.Nodes.Find(select.Node) is not null;
            if (known) node = select.Node;
            _ = call.ReplyAsync(known ? new Done() : services.Nodes.Missing(select.Node)).AsTask();
        }
        else if (node is not null) Begin(call);
        else order.Add(call);
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

    /// <summary>A request that fails answers with a fault and ends; it is not repeated.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private sealed record CallArrived(ServerCall Call);

    private sealed record ConnectionEnded
    {
        public static readonly ConnectionEnded Instance = new();
    }
}
