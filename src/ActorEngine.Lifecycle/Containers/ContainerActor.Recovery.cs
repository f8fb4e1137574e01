using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Lifecycle;

/// <summary>After the journal has been read: comparing it with the machine, and going on where it stops.</summary>
internal sealed partial class ContainerActor
{
    private bool restarted, recovered;

    /// <summary>The journal tells of a process, and whether it is there has not been looked at yet.</summary>
    private bool looking;

    protected override void PostRestart(Exception reason)
    {
        restarted = true;
        base.PostRestart(reason);
    }

    protected override void PreRestart(Exception reason, object message)
    {
        log.Error(reason, "Container {0}: its actor failed and begins again from the journal.", id.Short);
        var fault = new Fault(FaultCode.Internal, $"Container {state.Name}'s actor failed and was restarted: {reason.Message}");
        creating?.Tell(fault);
        journalling?.Tell(fault);
        AnswerAll(fault);
        base.PreRestart(reason, message);
    }

    /// <summary>A child that fails is stopped; what it did is looked at anew (OnShimGone), never done twice.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(failure =>
    {
        log.Error(failure, "Container {0}: a helper actor failed and was stopped.", id.Short);
        return Directive.Stop;
    });

    private void OnRecovered()
    {
        PublishReplayed();
        if (!state.Exists)
        {
            if (reason != SpawnReason.Created || restarted) RollBack();
            ReportRecovered();
            return;
        }

        looking = state.Status is ContainerStatus.Starting or ContainerStatus.Running or ContainerStatus.Pausing or ContainerStatus.Paused or ContainerStatus.Stopping;
        Show();
        switch (state.Status)
        {
            case ContainerStatus.Starting:
                launchedRun = state.Run;
                Watch(new AttachOrder(state, null));
                break;
            case ContainerStatus.Running or ContainerStatus.Pausing or ContainerStatus.Paused or ContainerStatus.Stopping:
                Watch(new AttachOrder(state, null));
                break;
            case ContainerStatus.Restarting:
                LeaveNetworks();
                LeaveVolumes(state.Run);
                TimeSpan delay = TimeSpan.FromMilliseconds(state.Restarts.LastDelayMilliseconds);
                ScheduleRestart(RestartDecision.Remaining(state.RestartDue ?? Now, Now, delay));
                Release();
                ReportRecovered();
                break;
            case ContainerStatus.Exited:
                LeaveNetworks();
                LeaveVolumes(state.Run);
                Release();
                if (reason == SpawnReason.DaemonStart && !restarted && (state.StartAfterStop || RestartDecision.StartsWithDaemon(state.Settings!.Restart, state.StopWanted))) Start(null, byPolicy: true);
                ReportRecovered();
                break;
            case ContainerStatus.Removing:
                Release();
                ReportRecovered();
                break;
            default:
                LeaveNetworks();
                LeaveVolumes(state.Run);
                ReportRecovered();
                break;
        }
    }

    private void ReportRecovered()
    {
        if (recovered) return;
        recovered = true;
        Context.Parent.Tell(new ContainerRecovered(id));
        Unqueue();
    }

    /// <summary>The machine was looked at: what is shown from now on is so.</summary>
    private void Looked()
    {
        if (!looking) return;
        looking = false;
        Show();
        ReportRecovered();
    }

    // The look is repeated for as long as it takes; the next container need not wait for that, nor those who want something of this one.
    private void OnShimTrouble(ShimTrouble message)
    {
        Warn(message.Sentence);
        ReportRecovered();
    }

    private void OnAttached(ProcessAttached message)
    {
        if (message.Run != state.Run) return;
        if (state.Status == ContainerStatus.Starting)
        {
            OnStarted(new ProcessStarted(message.Run, message.Process, []));
        }
        else if (state.Process is { } known && known.ShimPid != message.Process.ShimPid)
        {
            log.Info("Container {0}: a fresh shim ({1}) took the place of shim {2}.", id.Short, message.Process.ShimPid, known.ShimPid);
            Record(new AdoptedEvent(Now, message.Process.ShimPid), null, GoOn);
        }
        else
        {
            GoOn();
        }
    }

    // What was under way when the daemon or the shim went away.
    private void GoOn()
    {
        Looked();
        switch (state.Status)
        {
            case var _ when Timers.IsTimerActive(nameof(StopGivenUp)):
                // The kill may have gone to a shim that was deaf or dead.
                shim?.Tell(new SignalProcess(Linux.Signals.Kill, new StopSignalTag()));
                break;
            case ContainerStatus.Pausing:
                Freeze(true, null);
                break;
            case ContainerStatus.Stopping when state.Stop is { } stop && !Timers.IsTimerActive(nameof(KillDue)):
                Linux.SignalNames.TryParse(stop.Signal, out int signal);
                SendStop(signal, stop.TimeoutSeconds, paused: true);
                break;
        }

        FeedStdin();
    }

    private void OnNeverRan(ProcessNeverRan message)
    {
        if (message.Run != state.Run || state.Status != ContainerStatus.Starting) return;
        // The start was asked for and nothing came of it: it is finished now, after whatever it left is cleaned up.
        launchedRun = 0;
        shim?.Tell(new ReleaseShim());
        Looked();
    }
}
