using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary><c>/user/engine</c> of the actor system that the network reaches; holds the gate at the address that clients know and nothing else.</summary>
internal sealed class RemoteRootActor : ReceiveActor
{
    public RemoteRootActor(RemoteEdge edge) => Context.ActorOf(RemoteGateActor.Props(edge), "daemon");

    public static Props Props(RemoteEdge edge) => Akka.Actor.Props.Create(() => new RemoteRootActor(edge));

    /// <summary>The gate holds no state worth keeping: clients open their sessions anew.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Restart);
}
