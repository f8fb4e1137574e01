using ActorEngine.Contracts;
using ActorEngine.Linux;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Lifecycle;

/// <summary>Stop, restart and kill.</summary>
internal sealed partial class ContainerActor
{
    /// <summary>How long a killed process may take to be gone before those who wait are told that it is stuck.</summary>
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(10);

    /// <summary>Who gets <see cref="Done"/> when it has exited.</summary>
    private readonly List<IActorRef> stoppers = [];

    /// <summary>Who gets <see cref="Done"/> when it runs again.</summary>
    private IActorRef? restarter;

    /// <summary>The next start is the second half of a restart that a person asked for.</summary>
    private bool restartAsked;

    private void Stop(string? signalName, int? timeout, bool thenStart, OperationId operation = default)
    {
        string name = signalName ?? state.Settings?.StopSignal ?? state.ImageConfiguration.StopSignal ?? services.Settings.StopSignal;
        if (!SignalNames.TryParse(name, out int signal))
        {
            Sender.Tell(new Fault(FaultCode.InvalidArgument, $"Invalid signal: {name}") { Field = "signal" });
            return;
        }

        int seconds = timeout ?? state.Settings?.StopTimeoutSeconds ?? services.Settings.StopTimeoutSeconds;
        IActorRef asker = Sender;
        if (state.Status == ContainerStatus.Stopping)
        {
            // What the restart policy began is now a person's: it is not started again.
            if (state.UnhealthyStop) Record(new StopRequestedEvent(Now) { Signal = SignalNames.Of(signal), TimeoutSeconds = seconds }, asker, () => Join(asker, seconds));
            else Join(asker, seconds);
            return;
        }

        bool paused = state.Status == ContainerStatus.Paused, waitsForRestart = state.Status == ContainerStatus.Restarting;
        if (waitsForRestart) CancelRestart();
        var stop = new StopRequestedEvent(Now) { Signal = SignalNames.Of(signal), TimeoutSeconds = seconds, ThenStart = thenStart, Operation = operation.Value };
        Record(stop, asker, () =>
        {
            if (waitsForRestart)
            {
                AnswerWaiters(state.Exit ?? new ExitStatus(0), null);
                asker.Tell(new Done());
                Unqueue();
                return;
            }

            if (thenStart) restarter = asker;
            else stoppers.Add(asker);
            SendStop(signal, seconds, paused);
        });
    }

    // A second stop joins the first, and may only make it shorter.
    private void Join(IActorRef asker, int seconds)
    {
        stoppers.Add(asker);
        if (seconds >= 0 && !Timers.IsTimerActive(nameof(StopGivenUp))) ArmKill(seconds);
    }

    private void SendStop(int signal, int seconds, bool paused)
    {
        shim?.Tell(new SignalProcess(signal, new StopSignalTag()));
        // The signal waits for a stopped process until it goes on.
        if (paused) Freeze(false, null);
        if (signal == Signals.Kill) ArmGivingUp();
        else if (seconds >= 0) ArmKill(seconds);
    }

    private void ArmKill(int seconds)
    {
        if (seconds == 0) OnKillDue(new KillDue());
        else Timers.StartSingleTimer(nameof(KillDue), new KillDue(), TimeSpan.FromSeconds(seconds));
    }

    private void OnKillDue(KillDue _)
    {
        if (state.Status != ContainerStatus.Stopping) return;
        log.Info("Container {0} did not stop in time and is killed.", id.Short);
        shim?.Tell(new SignalProcess(Signals.Kill, new StopSignalTag()));
        ArmGivingUp();
    }

    private void ArmGivingUp() => Timers.StartSingleTimer(nameof(StopGivenUp), new StopGivenUp(), KillPatience);

    // The process stays, and so does the state; but nobody is kept waiting for a kernel that does not let go of it.
    private void OnStopGivenUp(StopGivenUp _)
    {
        if (!state.HasProcess) return;
        var stuck = new Fault(FaultCode.Timeout, $"Container {state.Name} got SIGKILL {KillPatience.TotalSeconds:0} s ago and its process {state.Process!.Pid} is still there; the kernel holds it.")
        {
            State = state.Status,
        };
        log.Warning("{0}", stuck.Message);
        foreach (IActorRef stopper in stoppers) stopper.Tell(stuck);
        stoppers.Clear();
        restarter?.Tell(stuck);
        restarter = null;
        foreach (IActorRef remover in removers) remover.Tell(stuck);
        removers.Clear();
    }

    private void Restart(RestartContainer restart)
    {
        restartAsked = true;
        if (state.Status is ContainerStatus.Running or ContainerStatus.Paused) Stop(restart.Signal, restart.TimeoutSeconds, thenStart: true, restart.Operation);
        else Start(Sender, restart.Operation);
    }

    private void Kill(KillContainer kill)
    {
        if (!SignalNames.TryParse(kill.Signal, out int signal))
        {
            Sender.Tell(new Fault(FaultCode.InvalidArgument, $"Invalid signal: {kill.Signal}") { Field = "signal" });
            return;
        }

        if (state.Status == ContainerStatus.Restarting)
        {
            Stop(null, null, thenStart: false);
            return;
        }

        string stopSignal = state.Settings?.StopSignal ?? state.ImageConfiguration.StopSignal ?? services.Settings.StopSignal;
        bool ends = signal == Signals.Kill || (SignalNames.TryParse(stopSignal, out int stop) && stop == signal);
        IActorRef asker = Sender;
        if (!ends)
        {
            Publish("kill", new Dictionary<string, string> { ["signal"] = signal.ToString() });
            shim?.Tell(new SignalProcess(signal, new Asked(asker)));
            return;
        }

        bool paused = state.Status == ContainerStatus.Paused;
        Record(new KillRequestedEvent(Now, signal), asker, () =>
        {
            if (signal == Signals.Kill)
            {
                // As Docker does: the answer comes when the process is gone.
                stoppers.Add(asker);
                ArmGivingUp();
                shim?.Tell(new SignalProcess(signal, new StopSignalTag()));
            }
            else
            {
                shim?.Tell(new SignalProcess(signal, new Asked(asker)));
            }

            if (paused) Freeze(false, null);
        });
    }

    private void OnShimDone(ShimDone message)
    {
        switch (message.Tag)
        {
            case Asked asked:
                asked.Who.Tell(message.Fault is null ? new Done() : message.Fault);
                break;
            case StopSignalTag when message.Fault is { Code: not FaultCode.Conflict } fault:
                log.Warning("Container {0}: {1}", id.Short, fault.Message);
                break;
        }
    }

    private sealed record KillDue;

    private sealed record StopGivenUp;

    private sealed record StopSignalTag;

    private sealed record Asked(IActorRef Who);
}
