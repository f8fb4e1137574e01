using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>Rename and update.</summary>
internal sealed partial class ContainerActor
{
    // The index has reserved the name before it passed the command on.
    private void Rename(RenameContainer rename)
    {
        IActorRef asker = Sender;
        string name = ContainerNames.Trim(rename.Name);
        Record(new RenamedEvent(Now, name), asker, () =>
        {
            Context.Parent.Tell(new NameSettled(id, name));
            asker.Tell(new Done());
        });
    }

    private void Update(UpdateContainer update)
    {
        ContainerSettings settings = state.Settings!;
        ContainerSettings wanted = settings with
        {
            Resources = ResourceMerge.Over(settings.Resources, update.Resources),
            Restart = update.Restart ?? settings.Restart,
        };
        if (wanted.AutoRemove && wanted.Restart.Condition != RestartCondition.No)
        {
            Sender.Tell(new Fault(FaultCode.InvalidArgument, "A container that is removed when it exits cannot have a restart policy.") { Field = "restart" });
            return;
        }

        if (host.Check(wanted) is { } refused)
        {
            Sender.Tell(refused);
            return;
        }

        IActorRef asker = Sender;
        if (!state.HasProcess)
        {
            RecordLimits(wanted, [], asker);
            return;
        }

        ContainerState running = state;
        string doing = $"updating container {state.Name}";
        Bounded.RunAsync(token => host.LimitAsync(running, update.Resources, token), services.Settings.OperationTimeout, services.Time).PipeTo(
            Self, Self,
            done => new LimitsEnded(wanted, done.Warnings, asker, done.Fault),
            failure => new LimitsEnded(wanted, [], asker, HostFaults.From(failure, doing)));
    }

    private void OnLimitsEnded(LimitsEnded message)
    {
        if (message.Fault is { } fault) message.Asker.Tell(fault);
        else RecordLimits(message.Wanted, message.Warnings, message.Asker);
    }

    private void RecordLimits(ContainerSettings wanted, IReadOnlyList<string> warnings, IActorRef asker) =>
        Record(new UpdatedEvent(Now, wanted.Resources, wanted.Restart), asker, () => asker.Tell(new ContainerUpdated(warnings)));

    private sealed record LimitsEnded(ContainerSettings Wanted, IReadOnlyList<string> Warnings, IActorRef Asker, Fault? Fault);
}
