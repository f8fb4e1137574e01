using ActorEngine.Contracts;
using ActorEngine.Serialization;
using Akka.Actor;
using Akka.Event;

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
    /// <param name="events">The event stream.</param>
    public RegistryActor(RegistrySettings settings, IActorRef images, IActorRef events, ActorStates states)
    {
        services = new RegistryServices(settings, new RegistryHosts(settings), new CredentialStore(settings.StateDirectory), images, events, states);
        Receive<PullImage>(command => Begin("pull", command, PullActor.Props(services, command, Sender)));
        Receive<PushImage>(command => Begin("push", command, PushActor.Props(services, command, Sender)));
        Receive<IMessage>(request => Begin("ask", request, RegistryQueryActor.Props(services, request, Sender)));
        Receive<SendRemoteBlob>(request => Begin("send", request, SendBlobActor.Props(services, request, Sender)));
        Receive<OpenRemoteBlob>(request => Begin("fetch", request, FetchActor.Props(services, request, Sender)));
        Receive<Terminated>(gone => jobs.Remove(gone.ActorRef));
        Receive<Status.Failure>(failure => Context.GetLogger().Warning("What pushes of an earlier engine left in registry/spool could not be removed: {0}", failure.Cause.Message));
    }

    /// <summary>The props of /registry.</summary>
    public static Props Props(RegistrySettings settings, IActorRef images, IActorRef events, ActorStates states) =>
        Akka.Actor.Props.Create(() => new RegistryActor(settings, images, events, states));

    protected override void PreStart()
    {
        services.States.Set(Self, nameof(RegistryActor), "serving");
        string state = services.Settings.StateDirectory;
        Task.Run(() => Spool.Sweep(state)).PipeTo(Self, failure: error => new Status.Failure(error));
    }

    protected override void PostStop()
    {
        services.States.Remove(Self);
        services.Hosts.Dispose();
    }

    private void Begin(string kind, object message, Props props)
    {
        if (jobs.Count < services.Settings.MaxJobs)
        {
            jobs.Add(Context.Watch(Context.ActorOf(props, $"{kind}-{++number}")));
            return;
        }

        (message as SendRemoteBlob)?.Content.Dispose();
        Sender.Tell(new Fault(FaultCode.Overloaded, "Too much is under way with registries; try again later."));
    }

    /// <summary>A job that fails is not begun again: it tells its requester, who may.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);
}
