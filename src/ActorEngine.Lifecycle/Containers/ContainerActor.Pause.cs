using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>Pause and unpause: the control group's freezer, outside the actor and with a time limit.</summary>
internal sealed partial class ContainerActor
{
    private readonly List<IActorRef> freezers = [];

    private void Pause()
    {
        IActorRef asker = Sender;
        Record(new PauseRequestedEvent(Now), asker, () => Freeze(true, asker));
    }

    private void Unpause() => Freeze(false, Sender);

    private void Freeze(bool frozen, IActorRef? asker)
    {
        if (asker is not null) freezers.Add(asker);
        int run = state.Run;
        string cgroup = state.Process!.CgroupPath;
        Bounded.RunAsync(token => host.FreezeAsync(cgroup, frozen, token), services.Settings.OperationTimeout, services.Time).PipeTo(
            Self, Self,
            () => new FreezeEnded(run, frozen, null),
            failure => new FreezeEnded(run, frozen, HostFaults.From(failure, frozen ? $"pausing container {state.Name}" : $"unpausing container {state.Name}")));
    }

    private void OnFreezeEnded(FreezeEnded message)
    {
        if (message.Run != state.Run || !state.HasProcess) return;
        switch (state.Status, message.Frozen, message.Fault)
        {
            case (ContainerStatus.Pausing, true, null):
                Record(new PausedEvent(Now), null, () => Froze(null));
                break;
            case (ContainerStatus.Pausing, true, { } fault):
                // Half a pause is none: let go again, and say so.
                Freeze(false, null);
                Record(new UnpausedEvent(Now), null, () => Froze(fault));
                break;
            case (ContainerStatus.Paused, false, null):
                Record(new UnpausedEvent(Now), null, () => Froze(null));
                break;
            default:
                AnswerFreezers(message.Fault);
                break;
        }
    }

    private void Froze(Fault? fault)
    {
        AnswerFreezers(fault);
        Unqueue();
    }

    private void AnswerFreezers(Fault? fault)
    {
        foreach (IActorRef asker in freezers) asker.Tell(fault is null ? new Done() : fault);
        freezers.Clear();
    }

    private sealed record FreezeEnded(int Run, bool Frozen, Fault? Fault);
}
