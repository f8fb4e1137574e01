using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>Those who wait for an exit or a removal.</summary>
internal sealed partial class ContainerActor
{
    private const int MaximumWaiters = 1024;

    private readonly List<Waiter> waiters = [];

    /// <summary>Those who wait until nothing of the last run is left.</summary>
    private readonly List<IActorRef> releaseWaiters = [];

    private void OnWait(WaitContainer wait)
    {
        if (!state.Exists && creating is null)
        {
            Sender.Tell(new Fault(FaultCode.NotFound, $"No such container: {id.Short}"));
            return;
        }

        bool idle = state.Status is ContainerStatus.Created or ContainerStatus.Exited or ContainerStatus.Dead or ContainerStatus.Removing;
        if (wait.Condition == WaitCondition.NotRunning && idle)
        {
            if (wait.Announce) Sender.Tell(new WaitRegistered());
            Sender.Tell(new ContainerWaited(state.Exit ?? new ExitStatus(0)) { Error = state.Error.Length > 0 ? state.Error : null });
            return;
        }

        if (waiters.Count >= MaximumWaiters)
        {
            Sender.Tell(new Fault(FaultCode.Overloaded, $"Too many clients wait for container {state.Name}."));
            return;
        }

        waiters.Add(new Waiter(Sender, wait.Condition));
        if (wait.Announce) Sender.Tell(new WaitRegistered());
        // One that goes away does not stay in the list.
        Context.Watch(Sender);
    }

    // A run that is over is over, also where another follows by the restart policy: as with Docker.
    private void AnswerWaiters(ExitStatus exit, string? error)
    {
        for (int i = waiters.Count - 1; i >= 0; i--)
        {
            Waiter waiter = waiters[i];
            if (waiter.Condition == WaitCondition.Removed) continue;
            waiter.Who.Tell(new ContainerWaited(exit) { Error = error });
            Forget(i);
        }
    }

    private void OnAwaitRelease()
    {
        if (!Releasing && !state.HasProcess && state.Status != ContainerStatus.Starting) Sender.Tell(new ContainerReleased());
        else if (releaseWaiters.Count >= MaximumWaiters) Sender.Tell(new Fault(FaultCode.Overloaded, $"Too many wait for the end of container {state.Name}."));
        else releaseWaiters.Add(Sender);
    }

    private void AnswerReleaseWaiters()
    {
        if (Releasing || state.HasProcess || state.Status == ContainerStatus.Starting) return;
        foreach (IActorRef waiter in releaseWaiters) waiter.Tell(new ContainerReleased());
        releaseWaiters.Clear();
    }

    private void Forget(int index)
    {
        IActorRef who = waiters[index].Who;
        waiters.RemoveAt(index);
        if (!waiters.Exists(other => other.Who.Equals(who))) Context.Unwatch(who);
    }

    private readonly record struct Waiter(IActorRef Who, WaitCondition Condition);
}
