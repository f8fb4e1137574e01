using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>Starts a container that another one's start waits for. Answer: <see cref="Done"/> or a fault.</summary>
/// <param name="ByPolicy">The one that waits is started by its restart policy: what a person stopped stays so.</param>
internal sealed record StartDependency(ContainerReference Container, bool ByPolicy);

/// <summary>What became of a <see cref="StartDependency"/>; no fault where it runs.</summary>
internal sealed record DependencyAnswered(ContainerId Id, Fault? Fault);

/// <summary>Asks for the start of one dependency, tells its container what came of it, and ends.</summary>
internal sealed class DependencyActor : ReceiveActor
{
    private readonly IActorRef manager;
    private readonly ContainerId id;
    private readonly bool byPolicy;

    public DependencyActor(IActorRef manager, ContainerId id, bool byPolicy)
    {
        this.manager = manager;
        this.id = id;
        this.byPolicy = byPolicy;
        Receive<Done>(_ => Answer(null));
        Receive<Fault>(fault => Answer(fault.Code == FaultCode.NotModified ? null : fault));
    }

    public static Props Props(IActorRef manager, ContainerId id, bool byPolicy) => Akka.Actor.Props.Create(() => new DependencyActor(manager, id, byPolicy));

    protected override void PreStart() => manager.Tell(new StartDependency(new ContainerReference(id.Value), byPolicy));

    private void Answer(Fault? fault)
    {
        Context.Parent.Tell(new DependencyAnswered(id, fault));
        Context.Stop(Self);
    }
}
