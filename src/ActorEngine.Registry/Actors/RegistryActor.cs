using ActorEngine.Contracts;
using ActorEngine.Serialization;
using Akka.Actor;

namespace ActorEngine.Registry;

/// <summary>
/// Owns what is under way with registries, one child each: pulls, pushes and questions. To the sender of a request go its items and its
/// one answer; a sender that ends cancels what it asked for.
/// </summary>
public sealed class RegistryActor : ReceiveActor
{
    private readonly RegistryServices services;
    private readonly HashSet<IActorRef> jobs = [];
    private long number;

    /// <param name="images">The image store.</param>
    public RegistryActor(RegistrySettings settings, IActorRef images, ActorStates states)
    {
        services = new RegistryServices(settings, new RegistryHosts(settings), new CredentialStore(settings.StateDirectory), images, states);
        Receive<PullImage>(command => Begin("pull", PullActor.Props(services, command, Sender)));
        Receive<PushImage>(command => Begin("push", PushActor.Props(services, command, Sender)));
        Receive<IMessage>(request => Begin("ask", RegistryQueryActor.Props(services, request, Sender)));
        Receive<OpenRemoteBlob>(request => Begin("fetch", FetchActor.Props(services, request, Sender)));
        Receive<Terminated>(gone => jobs.Remove(gone.ActorRef));
    }

    /// <summary>The props of /registry.</summary>
    public static Props Props(RegistrySettings settings, IActorRef images, ActorStates states) =>
        Akka.Actor.Props.Create(() => new RegistryActor(settings, images, states));

    protected override void PreStart() => services.States.Set(Self, nameof(RegistryActor), "serving");

    protected override void PostStop()
    {
        services.States.Remove(Self);
        services.Hosts.Dispose();
    }

    private void Begin(string kind, Props props)
    {
        if (jobs.Count >= services.Settings.MaxJobs) Sender.Tell(new Fault(FaultCode.Overloaded, "Too much is under way with registries; try again later."));
        else jobs.Add(Context.Watch(Context.ActorOf(props, $"{kind}-{++number}")));
    }

    /// <summary>A job that fails is not begun again: it tells its requester, who may.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);
}
