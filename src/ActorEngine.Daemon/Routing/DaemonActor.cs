using ActorEngine.Contracts;
using ActorEngine.Serialization;
using ActorEngine.Transport;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Daemon;

/// <summary>Every message of the API enters here and is answered from projections or forwarded to its subsystem; parent of the sessions.</summary>
internal sealed class DaemonActor : ReceiveActor
{
    private readonly EngineServices services;
    private readonly ContainerQueries queries;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private long sessions;

    public DaemonActor(EngineServices services)
    {
        this.services = services;
        queries = new ContainerQueries(services);
        Receive<ClientConnected>(OnClient);
        Receive<Terminated>(_ => ShowSessions());
        Receive<TrustChanged>(OnTrustChanged);
        Receive<IMessage>(OnMessage);
    }

    public static Props Props(EngineServices services) => Akka.Actor.Props.Create(() => new DaemonActor(services));

    protected override void PreStart() => ShowSessions();

    protected override void PostStop() => services.States.Remove(Self);

    private void OnClient(ClientConnected client)
    {
        var session = Context.ActorOf(SessionActor.Props(client.Connection, services), $"session-{++sessions}");
        Context.Watch(session);
        ShowSessions();
    }

    private void OnTrustChanged(TrustChanged changed)
    {
        foreach (var session in Context.GetChildren()) session.Tell(changed);
    }

    private void OnMessage(IMessage message)
    {
        switch (RouteTable.Of(message))
        {
            case Destination.Lifecycle:
                Forward(services.Actors.Lifecycle, "The container subsystem", message);
                break;
            case Destination.Images:
                Forward(services.Actors.Images, "The image store", message);
                break;
            case Destination.Networks:
                Forward(services.Actors.Networks, "The owner of the networks", message);
                break;
            case Destination.Volumes:
                Forward(services.Actors.Volumes, "The owner of the volumes", message);
                break;
            case Destination.Projects:
                Forward(services.Actors.Projects, "The owner of the projects", message);
                break;
            case Destination.Collector:
                Forward(services.Actors.Collector, "The collector", message);
                break;
            case Destination.Registry:
                Forward(services.Actors.Registry, "The registry client", message);
                break;
            case Destination.Builder:
                Forward(services.Actors.Builder, "The builder", message);
                break;
            case Destination.Projection when message is InspectContainer inspect && queries.IsRecovering(inspect.Container):
                Forward(services.Actors.Lifecycle, "The container subsystem", message);
                break;
            case Destination.Projection:
                Sender.Tell(Answer(message));
                break;
            case Destination.Request or Destination.Connection:
                Sender.Tell(new Fault(FaultCode.NotSupported, $"{MessageCodec.ManifestOf(message)} needs a connection of its own."));
                break;
            default:
                log.Warning("{0} sent {1}, which clients may not send.", Sender, message.GetType().Name);
                Sender.Tell(new Fault(FaultCode.PermissionDenied, $"{message.GetType().Name} is no request of clients."));
                break;
        }
    }

    private IReply Answer(IMessage message) => message switch
    {
        ListContainers list => queries.List(list),
        InspectContainer inspect => queries.Inspect(inspect),
        ListNetworks list => services.Networks.List(list),
        InspectNetwork inspect => services.Networks.Inspect(inspect),
        ListNodes => services.Nodes.List(),
        GetVersion => EngineIdentity.Version,
        GetActorTree => new ActorTree(services.States.Tree("/user/engine")),
        _ => throw new InvalidOperationException($"No projection answers {message.GetType().Name}."),
    };

    private void Forward(IActorRef subsystem, string name, IMessage message)
    {
        if (subsystem.IsNobody()) Sender.Tell(new Fault(FaultCode.Unavailable, $"{name} is starting; ask again."));
        else subsystem.Forward(message);
    }

    private void ShowSessions() => services.States.Set(Self, nameof(DaemonActor), $"{Context.GetChildren().Count()} sessions");

    /// <summary>A session answers its own failures; one that fails itself is closed, and the client connects again.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);
}

/// <summary>A client has connected.</summary>
internal sealed record ClientConnected(ServerConnection Connection);
