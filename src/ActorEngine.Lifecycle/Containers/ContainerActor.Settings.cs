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
        if ((UpdateRules.Refuse(state.Settings!, update.Resources, update.Restart) ?? host.Check(Updated(update))) is { } refused)
        {
            Sender.Tell(refused);
            return;
        }

        IActorRef asker = Sender;
        if (!state.HasProcess)
        {
            RecordLimits(update, [], asker);
            return;
        }

        ContainerState running = state;
        string doing = $"updating container {state.Name}";
        Bounded.RunAsync(token => host.LimitAsync(running, update.Resources, token), services.Settings.OperationTimeout, services.Time).PipeTo(
            Self, Self,
            done => new LimitsEnded(update, done.Warnings, asker, done.Fault),
            failure => new LimitsEnded(update, [], asker, HostFaults.From(failure, doing)));
    }

    private void OnLimitsEnded(LimitsEnded message)
    {
        if (message.Fault is { } fault) message.Asker.Tell(fault);
        else RecordLimits(message.Update, message.Warnings, message.Asker);
    }

    // Laid over what is there now: another update may have been recorded while this one was written into the control group.
    private void RecordLimits(UpdateContainer update, IReadOnlyList<string> warnings, IActorRef asker)
    {
        ContainerSettings wanted = Updated(update);
        Record(new UpdatedEvent(Now, wanted.Resources, wanted.Restart), asker, () => asker.Tell(new ContainerUpdated(warnings)));
    }

    private ContainerSettings Updated(UpdateContainer update) => state.Settings! with
    {
        Resources = ResourceMerge.Over(state.Settings!.Resources, update.Resources),
        Restart = update.Restart ?? state.Settings!.Restart,
    };

    private sealed record LimitsEnded(UpdateContainer Update, IReadOnlyList<string> Warnings, IActorRef Asker, Fault? Fault);
}
