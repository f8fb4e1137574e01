using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Lifecycle;

/// <summary>
/// Starts that wait for other containers. Nothing of the wait is journalled: a start by policy begins it anew after the daemon's, and a person's is
/// asked for again by its client.
/// </summary>
internal sealed partial class ContainerActor
{
    /// <summary>A wait by policy never fails; what it could not have is asked for again after so long.</summary>
    private static readonly TimeSpan LookPause = TimeSpan.FromSeconds(10);

    private WaitingStart? waiting;
    private long lastDependency;

    private void Await(IActorRef? asker, OperationId operation, bool byPolicy)
    {
        if (waiting is null)
        {
            waiting = new WaitingStart();
            Context.System.EventStream.Subscribe(Self, typeof(ContainerChanged));
        }

        // Without it nobody would start a container that is between two runs.
        waiting.Policy |= byPolicy || state.Status == ContainerStatus.Restarting || state.StartAfterStop;
        if (asker is not null)
        {
            if (waiting.Askers.Count >= services.Settings.MaximumWaiting)
            {
                asker.Tell(new Fault(FaultCode.Overloaded, $"Too many wait for the start of container {state.Name}."));
                return;
            }

            waiting.Askers.Add(asker);
            waiting.Operation = operation;
            // A person may start what a person stopped.
            waiting.Asked.Clear();
        }

        Consider();
    }

    private void Consider()
    {
        if (waiting is not { } start) return;
        IReadOnlyList<ContainerDependency> all = state.Settings!.DependsOn;
        if (Dependencies.FindCircle(state.Name, all, services.Projection) is { } circle)
        {
            OnUnmet(start, Dependencies.Circle(circle));
            return;
        }

        List<string> waits = [];
        foreach (ContainerDependency dependency in all)
        {
            ContainerView? view = Dependencies.Find(dependency, services.Projection);
            switch (DependencyJudge.Judge(state.Name, dependency, view, view is not null && start.Started.Contains(view.Id)))
            {
                case DependencyVerdict.Fail fail:
                    OnUnmet(start, fail.Fault);
                    return;
                case DependencyVerdict.Wait wait:
                    waits.Add(wait.For);
                    if (wait.Start && start.Asked.Add(view!.Id))
                        Context.ActorOf(DependencyActor.Props(Context.Parent, view.Id, start.Askers.Count == 0), $"dependency-{++lastDependency}");
                    break;
            }
        }

        if (waits.Count == 0)
        {
            EndWait();
            Begin(start.Askers, start.Operation, start.Askers.Count == 0);
            return;
        }

        WaitFor(start, string.Join(", ", waits));
    }

    // A person is told and may try again; a policy waits for better times.
    private void OnUnmet(WaitingStart start, Fault fault)
    {
        foreach (IActorRef asker in start.Askers) asker.Tell(fault);
        start.Askers.Clear();
        start.Operation = default;
        if (start.Policy)
        {
            if (start.For != fault.Message) log.Warning("{0}", fault.Message);
            WaitFor(start, fault.Message);
            return;
        }

        AnswerWaiters(state.Exit ?? new ExitStatus(125), fault.Message);
        EndWait();
        if (state.AutoRemove) Record(new RemoveRequestedEvent(Now), null, Release);
        else Show();
    }

    private void WaitFor(WaitingStart start, string what)
    {
        if (start.Policy && !Timers.IsTimerActive(nameof(LookAgain))) Timers.StartSingleTimer(nameof(LookAgain), new LookAgain(), LookPause);
        if (start.For == what) return;
        start.For = what;
        Show();
    }

    private void EndWait()
    {
        waiting = null;
        Timers.Cancel(nameof(LookAgain));
        Context.System.EventStream.Unsubscribe(Self, typeof(ContainerChanged));
    }

    private void OnNeighbour(ContainerChanged change)
    {
        if (waiting is null || change.View.Id == id) return;
        foreach (ContainerDependency dependency in state.Settings!.DependsOn)
        {
            if (dependency.Id != change.View.Id && dependency.Container.Value != change.View.Summary.Name && !change.View.Id.Value.StartsWith(dependency.Container.Value, StringComparison.Ordinal)) continue;
            Consider();
            return;
        }
    }

    private void OnDependencyAnswered(DependencyAnswered answer)
    {
        if (waiting is not { } start) return;
        if (answer.Fault is { } fault)
        {
            string name = services.Projection.Find(answer.Id)?.Summary.Name ?? answer.Id.Short;
            OnUnmet(start, fault with { Message = $"Container {state.Name} depends on {name}, which could not be started: {fault.Message}", Field = "dependsOn" });
            return;
        }

        start.Started.Add(answer.Id);
        Consider();
    }

    private void OnLookAgain()
    {
        if (waiting is not { } start) return;
        start.Asked.Clear();
        start.Started.Clear();
        Consider();
    }

    // This one is what another one waits for.
    private void OnStartDependency(StartDependency message)
    {
        if (message.ByPolicy && state.StopWanted)
            Sender.Tell(new Fault(FaultCode.Conflict, $"Container {state.Name} was stopped by a person, so no restart policy starts it.") { State = state.Status });
        else OnRequest(new StartContainer(message.Container));
    }

    /// <summary>Stop, kill and removal call a waiting start off. True where that was all there was to do.</summary>
    private bool CallsOff(object message)
    {
        if (message is not (StopContainer or KillContainer or RemoveContainer) || waiting is not { } start) return false;
        foreach (IActorRef starter in start.Askers)
            starter.Tell(new Fault(FaultCode.Conflict, $"The start of container {state.Name}, which waited for {start.For}, was called off by another client.") { State = state.Status });
        EndWait();
        if (message is RemoveContainer) return false;
        IActorRef asker = Sender;
        List<IContainerEvent> changes = [new StartCancelledEvent(Now)];
        if (state.AutoRemove) changes.Add(new RemoveRequestedEvent(Now));
        Record(changes, () =>
        {
            AnswerWaiters(state.Exit ?? new ExitStatus(0), null);
            asker.Tell(new Done());
            if (state.AutoRemove) Release();
            else Unqueue();
        });
        return true;
    }

    private sealed class WaitingStart
    {
        /// <summary>Those who are answered when it runs.</summary>
        public List<IActorRef> Askers { get; } = [];

        public OperationId Operation { get; set; }

        /// <summary>It goes on also where nobody asks any more.</summary>
        public bool Policy { get; set; }

        public string For { get; set; } = "";

        /// <summary>Dependencies whose start was asked for.</summary>
        public HashSet<ContainerId> Asked { get; } = [];

        /// <summary>Those that were started so.</summary>
        public HashSet<ContainerId> Started { get; } = [];
    }

    private sealed record LookAgain;
}
