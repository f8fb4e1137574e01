using ActorEngine.Contracts;
using ActorEngine.Serialization;
using ActorEngine.Transport;
using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary>One client connection: checks the peer's right once, and makes one child for each of its requests.</summary>
internal sealed class SessionActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly ServerConnection connection;
    private readonly EngineServices services;
    private readonly RequestHandlers handlers;
    private readonly Fault? denied;
    private readonly Queue<ServerCall> held = new();
    private long requests;

    public SessionActor(ServerConnection connection, EngineServices services)
    {
        (this.connection, this.services) = (connection, services);
        handlers = new RequestHandlers(services);
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

        // Later ones wait behind one that waits, as many as may be in flight: the order in which a client asks is the order of "now".
        if (held.Count > 0 || MustWait(call.Request)) held.Enqueue(call);
        else Begin(call);
        if (held.Count == 1) Await((IContainerMessage)held.Peek().Request);
    }

    /// <summary>It reads or feeds a container of which only what was noted last is known; inspections and commands wait by themselves.</summary>
    private bool MustWait(IMessage request) => request is IContainerMessage about && RouteTable.Of(request) == Destination.Request
        && services.Containers.Resolve(about.Container, out _) is { Recovering: true };

    private void Await(IContainerMessage about)
    {
        services.Actors.Lifecycle.Tell(new AwaitRecovery(about.Container));
        // Should /lifecycle stop meanwhile.
        Timers.StartSingleTimer(nameof(RecoveryAwaited), new RecoveryAwaited(), services.Settings.Lifecycle.RecoveryPatience + Grace);
    }

    private void OnRecoveryAwaited()
    {
        Timers.Cancel(nameof(RecoveryAwaited));
        if (held.Count == 0) return;
        Begin(held.Dequeue());
        while (held.Count > 0 && !MustWait(held.Peek().Request)) Begin(held.Dequeue());
        if (held.Count > 0) Await((IContainerMessage)held.Peek().Request);
    }

    private void Begin(ServerCall call)
    {
        var props = RouteTable.Of(call.Request) == Destination.Request
            ? StreamRequestActor.Props(call, handlers.Prepare(call), services.States)
            : ForwardRequestActor.Props(call, services.Actors.Daemon, services.States);
        Context.ActorOf(props, $"request-{++requests}");
    }

    /// <summary>A request that fails answers with a fault and ends; it is not repeated.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private sealed record CallArrived(ServerCall Call);

    private sealed record ConnectionEnded
    {
        public static readonly ConnectionEnded Instance = new();
    }
}
