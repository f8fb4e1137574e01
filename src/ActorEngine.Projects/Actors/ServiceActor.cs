using ActorEngine.Contracts;
using ActorEngine.Serialization;
using Akka.Actor;

namespace ActorEngine.Projects;

/// <summary>One service of a project: works on its containers and watches them. Whether it has failed <see cref="ServicePolicy"/> decides; what follows, the project.</summary>
internal sealed class ServiceActor : ReceiveActor
{
    private readonly ProjectServices services;
    private readonly string name;
    private readonly Dictionary<IActorRef, IActorRef> working = [];
    private ServicePolicy policy;
    private FailurePolicy settings;
    private string failure;

    public ServiceActor(ProjectServices services, ServiceSettings service, string failure, IReadOnlyList<ContainerView> views)
    {
        (this.services, this.failure, name, settings) = (services, failure, service.Name, service.OnFailure);
        policy = Begin(views);
        Receive<DoWork>(OnWork);
        Receive<WorkEnded>(OnWorkEnded);
        Receive<Terminated>(OnTerminated);
        Receive<ContainerChanged>(OnChanged);
        Receive<TryAgain>(OnTryAgain);
    }

    /// <param name="failure">Why it was given up; empty where it was not.</param>
    /// <param name="views">Its containers.</param>
    public static Props Props(ProjectServices services, ServiceSettings service, string failure, IReadOnlyList<ContainerView> views) =>
        Akka.Actor.Props.Create(() => new ServiceActor(services, service, failure, views));

    protected override void PreStart() => Show();

    protected override void PostStop() => services.States.Remove(Self);

    private ServicePolicy Begin(IReadOnlyList<ContainerView> views)
    {
        var begun = new ServicePolicy(settings);
        foreach (var view in views) begun.Begin(view);
        return begun;
    }

    private void OnWork(DoWork work) => working[Context.Watch(Context.ActorOf(WorkActor.Props(services, work.List, work.Reporter)))] = Sender;

    private void OnWorkEnded(WorkEnded ended)
    {
        if (!working.Remove(Sender, out var asker)) return;
        Context.Unwatch(Sender);
        asker.Tell(ended);
    }

    private void OnTerminated(Terminated gone)
    {
        if (working.Remove(gone.ActorRef, out var asker)) asker.Tell(new WorkEnded(name, new Fault(FaultCode.Internal, $"Work on service {name} failed in the engine; its log has the reason.")));
    }

    private void OnChanged(ContainerChanged change)
    {
        if (change.Removed)
        {
            policy.Forget(change.View.Id);
            return;
        }

        string? reason = policy.Observe(change.View, services.Time.GetUtcNow());
        if (reason is null || failure.Length > 0) return;
        failure = reason;
        Show();
        Context.Parent.Tell(new ServiceFailed(name, reason));
    }

    private void OnTryAgain(TryAgain again)
    {
        (settings, failure) = (again.Service.OnFailure, "");
        policy = Begin(again.Views);
        Show();
    }

    private void Show() => services.States.Set(Self, nameof(ServiceActor), failure.Length > 0 ? $"failed: {failure}" : "supervising");

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);
}

/// <summary>Do this; answered with <see cref="WorkEnded"/>.</summary>
internal sealed record DoWork(WorkList List, IActorRef Reporter);

/// <summary>A user starts the service again: what failed before does not count any more.</summary>
internal sealed record TryAgain(ServiceSettings Service, IReadOnlyList<ContainerView> Views);

/// <summary>A service has failed, as its policy says.</summary>
internal sealed record ServiceFailed(string Service, string Reason);
