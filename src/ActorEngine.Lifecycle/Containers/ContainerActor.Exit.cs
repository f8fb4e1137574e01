using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>The end of a run: journalled and told at once, cleaned up after.</summary>
internal sealed partial class ContainerActor
{
    /// <summary>How long a kill for want of memory is held back, to be told as the container's end if it was that.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromMilliseconds(500);

    /// <summary>Kills of this run that were told.</summary>
    private long killsTold;

    private void OnEnded(ProcessEnded message)
    {
        if (message.Run != state.Run) return;
        ExitFacts facts = message.Exit;
        if (state.Status == ContainerStatus.Starting)
        {
            // Found by recovery: the run began and ended while nobody looked.
            OnUnseenRun(facts);
            return;
        }

        if (!state.HasProcess)
        {
            if (state.FinalLog is null && facts.LogEnd is { } end && state.Exit is not null)
                Record(new LogEndedEvent(Now, state.Run, end.File, end.Offset), null, () => { });
            return;
        }

        Exit(facts, []);
    }

    private void OnMemoryExhausted(MemoryExhausted message)
    {
        if (message.Run != state.Run || message.Kills <= state.OutOfMemoryKills) return;
        if (state.OutOfMemoryKills == 0) killsTold = 0;
        // In no journal of its own: the shim tells it again, and the exit holds it.
        state = state with { OutOfMemoryKills = message.Kills };
        Show();
        Timers.StartSingleTimer(nameof(MemoryDue), new MemoryDue(), Aftermath);
    }

    /// <summary>Tells kills that did not end the container.</summary>
    private void TellChildKills()
    {
        Timers.Cancel(nameof(MemoryDue));
        if (state.OutOfMemoryKills <= killsTold) return;
        killsTold = state.OutOfMemoryKills;
        Publish(ContainerEventDrafts.OutOfMemory(state.Run, killsTold, "child"));
    }

    private void OnUnseenRun(ExitFacts facts)
    {
        var started = new StartedEvent(facts.FinishedAt, state.Run, 0, 0, 0, host.BootId) { CgroupPath = "" };
        Exit(facts, [started]);
    }

    private void Exit(ExitFacts facts, List<IContainerEvent> changes)
    {
        var exited = new ExitedEvent(Now, state.Run, facts.Code, facts.Known, facts.FinishedAt)
        {
            Signal = facts.Signal,
            OutOfMemory = facts.OutOfMemory,
            OutOfMemoryKills = Math.Max(facts.OutOfMemoryKills, state.OutOfMemoryKills),
            LogFile = facts.LogEnd?.File,
            LogOffset = facts.LogEnd?.Offset ?? 0,
        };
        // An exit for want of memory tells the last kill itself.
        if (facts.OutOfMemory) Timers.Cancel(nameof(MemoryDue));
        else TellChildKills();
        bool wasPaused = state.Status is ContainerStatus.Paused or ContainerStatus.Pausing;
        changes.Add(exited);
        RestartPlan? plan = Plan(facts);
        if (removers.Count > 0 || (state.AutoRemove && !state.StartAfterStop)) changes.Add(new RemoveRequestedEvent(Now) { Volumes = removesVolumes });
        else if (plan is not null)
            changes.Add(new RestartScheduledEvent(Now, Now + plan.Delay, plan.History.Count, plan.History.LastDelayMilliseconds));
        bool startAgain = state.StartAfterStop && removers.Count == 0;
        Record(changes, () => AfterExit(plan, startAgain, wasPaused));
    }

    private RestartPlan? Plan(ExitFacts facts)
    {
        if (state.StartAfterStop || state.Settings is not { } settings) return null;
        return RestartDecision.Next(
            settings.Restart, new ExitStatus(facts.Code, facts.Known), state.Restarts, Uptime(facts), state.StopWanted, services.Settings.Backoff, state.UnhealthyStop);
    }

    // By the clock that never jumps where this daemon saw the start; else by the wall clock, held to sense.
    private TimeSpan Uptime(ExitFacts facts)
    {
        if (startedStamp != 0) return services.Time.GetElapsedTime(startedStamp);
        TimeSpan up = facts.FinishedAt - (state.StartedAt ?? facts.FinishedAt);
        return up < TimeSpan.Zero ? TimeSpan.Zero : up;
    }

    private void AfterExit(RestartPlan? plan, bool startAgain, bool wasPaused)
    {
        Looked();
        startedStamp = 0;
        Timers.Cancel(nameof(KillDue));
        Timers.Cancel(nameof(StopGivenUp));
        foreach (IActorRef starter in starters) starter.Tell(new Done());
        starters.Clear();
        foreach (IActorRef stopper in stoppers) stopper.Tell(new Done());
        stoppers.Clear();
        // A freeze that was under way has lost its object.
        if (wasPaused) AnswerFreezers(new Fault(FaultCode.Conflict, $"Container {state.Name} exited meanwhile.") { State = state.Status });
        // Whoever sees the exit of a container that goes by itself may use its name again at once.
        if (state is { Status: ContainerStatus.Removing, AutoRemove: true }) Context.Parent.Tell(new NameSettled(id, $"removing-{id.Short}"));
        AnswerWaiters(state.Exit!, null);
        DropStdin();
        LeaveNetworks();
        Release();
        if (plan is not null) ScheduleRestart(plan.Delay);
        if (startAgain) Start(restarter);
        restarter = null;
        if (state.Status != ContainerStatus.Removing) Unqueue();
    }

    private sealed record MemoryDue;
}
