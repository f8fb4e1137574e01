using ActorEngine.Contracts;
using ActorEngine.Serialization;
using Akka.Actor;

namespace ActorEngine.Daemon;

/// <summary>Brings changes of containers from the event stream to the followers.</summary>
internal sealed class ContainerWatchActor : ReceiveActor
{
    private readonly EngineServices services;

    public ContainerWatchActor(EngineServices services)
    {
        this.services = services;
        Receive<ContainerChanged>(services.ContainerWatch.Publish);
    }

    public static Props Props(EngineServices services) => Akka.Actor.Props.Create(() => new ContainerWatchActor(services));

    protected override void PreStart()
    {
        services.States.Set(Self, nameof(ContainerWatchActor), "listening");
        Context.System.EventStream.Subscribe(Self, typeof(ContainerChanged));
    }

    protected override void PostStop()
    {
        services.States.Remove(Self);
        Context.System.EventStream.Unsubscribe(Self);
    }
}
