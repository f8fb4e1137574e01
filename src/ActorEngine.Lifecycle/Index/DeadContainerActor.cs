using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorEngine.Lifecycle;

/// <summary>Stands in for a container whose journal cannot be read: it says so, and can be removed. Reads nothing of that journal.</summary>
internal sealed class DeadContainerActor : ReceivePersistentActor
{
    private readonly LifecycleServices services;
    private readonly IContainerHost host;
    private readonly ContainerId id;
    private readonly string reason, path;
    private readonly ContainerView view;
    private readonly ContainerState state;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private IActorRef? remover;

    public DeadContainerActor(LifecycleServices services, IContainerHost host, IndexEntry entry, string reason)
    {
        this.services = services;
        this.host = host;
        this.reason = reason;
        id = entry.Id;
        path = Self.Path.ToStringWithoutAddress();
        view = View(entry);
        state = new ContainerState { Id = id, Name = entry.Name, Status = ContainerStatus.Dead, Error = reason };
        Recover<object>(_ => { });
        Command<RemoveContainer>(OnRemove);
        Command<WaitContainer>(_ => Sender.Tell(new ContainerWaited(new ExitStatus(255, Known: false)) { Error = reason }));
        Command<RepeatCreate>(_ => Sender.Tell(Refusal()));
        Command<IContainerMessage>(_ => Sender.Tell(Refusal()));
        Command<OpenExec>(_ => Sender.Tell(Refusal()));
        Command<OpenStdin>(_ => Sender.Tell(Refusal()));
        Command<CleanedUp>(_ => services.Images.Tell(new RemoveSnapshot(id)));
        Command<Done>(_ => Erase());
        Command<Fault>(fault => Fail(fault.Message));
        Command<CleanUpFailed>(failed => Fail(HostFaults.From(failed.Failure, $"removing container {id.Short}").Message));
        Command<Erased>(_ => DeleteMessages(long.MaxValue));
        Command<DeleteMessagesSuccess>(_ => Leave());
        Command<DeleteMessagesFailure>(_ => Leave());
    }

    public override string PersistenceId => ContainerActor.IdOf(id);

    public override Recovery Recovery => Recovery.None;

    public static Props Props(LifecycleServices services, IContainerHost host, IndexEntry entry, string reason) =>
        Akka.Actor.Props.Create(() => new DeadContainerActor(services, host, entry, reason));

    protected override void PreStart()
    {
        services.States.Set(path, nameof(DeadContainerActor), "dead");
        services.Projection.Set(view);
        Context.System.EventStream.Publish(new ContainerChanged(view));
        Context.Parent.Tell(new ContainerRecovered(id));
        base.PreStart();
    }

    protected override void PostStop()
    {
        services.States.Remove(path);
        base.PostStop();
    }

    private ContainerView View(IndexEntry entry)
    {
        ContainerView known = ContainerViews.Of(entry, ContainerPaths.Of(services.Settings, id), path);
        return known with
        {
            Summary = known.Summary with { Status = ContainerStatus.Dead, Recovering = false },
            Inspection = known.Inspection with { State = known.Inspection.State with { Status = ContainerStatus.Dead, Error = reason, Recovering = false } },
        };
    }

    private Fault Refusal() => new(FaultCode.Conflict, $"{reason} It can only be removed.") { State = ContainerStatus.Dead };

    private void OnRemove(RemoveContainer remove)
    {
        if (remover is not null)
        {
            Sender.Tell(new Fault(FaultCode.Conflict, $"The removal of container {id.Short} is in progress.") { State = ContainerStatus.Dead });
            return;
        }

        remover = Sender;
        Bounded.RunAsync(token => host.TearDownAsync(new TearDownOrder(state, null), token), services.Settings.OperationTimeout, services.Time)
            .PipeTo(Self, Self, () => new CleanedUp(), failure => new CleanUpFailed(failure));
    }

    private void Erase() =>
        Bounded.RunAsync(token => host.EraseAsync(id, token), services.Settings.OperationTimeout, services.Time)
            .PipeTo(Self, Self, () => new Erased(), failure => new CleanUpFailed(failure));

    private void Fail(string why)
    {
        log.Warning("Container {0} is dead and was not wholly removed: {1}", id.Short, why);
        remover?.Tell(new Fault(FaultCode.Internal, why) { State = ContainerStatus.Dead });
        remover = null;
    }

    private void Leave()
    {
        services.Projection.Remove(id);
        services.Volumes.Tell(new ForgetVolumes(id, false), ActorRefs.NoSender);
        Context.System.EventStream.Publish(new ContainerChanged(view, Removed: true));
        Context.Parent.Tell(new ContainerGone(id, remover is null ? [] : [new Answer(remover, new Done())]));
        Context.Stop(Self);
    }

    private sealed record CleanedUp;

    private sealed record Erased;

    private sealed record CleanUpFailed(Exception Failure);
}
