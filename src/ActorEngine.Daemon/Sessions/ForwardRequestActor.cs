using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary>A request that one actor answers with one message.</summary>
internal sealed class ForwardRequestActor : RequestActor
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly IActorRef daemon;

    public ForwardRequestActor(IEngineCall call, IActorRef daemon, ActorStates states) : base(call, states)
    {
        this.daemon = daemon;
        Receive<WaitRegistered>(PassOn);
        Receive<ReceiveTimeout>(_ => Self.Tell(new Fault(FaultCode.Timeout, $"The engine did not answer within {Patience.TotalMinutes} minutes.")));
    }

    public static Props Props(IEngineCall call, IActorRef daemon, ActorStates states) =>
        Akka.Actor.Props.Create(() => new ForwardRequestActor(call, daemon, states));

    protected override void PreStart()
    {
        base.PreStart();
        if (!RouteTable.MayTakeForEver(Call.Request)) Context.SetReceiveTimeout(Patience);
        daemon.Tell(Call.Request);
    }
}
