using ActorEngine.Contracts;
using ActorEngine.Linux;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Lifecycle;

/// <summary>The health check: made while the container runs, by one actor; its answer is journalled when it changes.</summary>
internal sealed partial class ContainerActor
{
    /// <summary>Pause before an actor that failed is made anew.</summary>
    private static readonly TimeSpan HealthPause = TimeSpan.FromSeconds(10);

    private IActorRef? healthActor;
    private bool probing;

    /// <summary>What the probes of the current or last run found.</summary>
    private HealthRecord? health;
    private int healthRun;

    // While it is paused or on its way out nothing is known of its health, and nothing new is told.
    private void KeepHealth()
    {
        bool wanted = state is { Status: ContainerStatus.Running, Health: not null, Process.Pid: > 0 } && !looking;
        if (healthRun != state.Run)
        {
            (health, healthRun) = (null, state.Run);
            if (probing) EndProbes();
        }

        if (wanted == probing || Timers.IsTimerActive(nameof(ProbesDue))) return;
        if (wanted) BeginProbes();
        else EndProbes();
    }

    private void BeginProbes()
    {
        if (HealthPlan.Of(state.Settings, state.ImageConfiguration) is not { } plan) return;
        probing = true;
        // What an earlier daemon counted is not known; the status is.
        health ??= HealthRecord.Fresh with { Status = state.Health ?? HealthStatus.Starting };
        if (healthActor is null)
        {
            healthActor = Context.ActorOf(HealthActor.Props(services, host), "health");
            Context.Watch(healthActor);
        }

        TimeSpan up = startedStamp != 0 ? services.Time.GetElapsedTime(startedStamp) : Now - (state.StartedAt ?? Now);
        healthActor.Tell(new BeginHealth(state, plan, health, up < TimeSpan.Zero ? TimeSpan.Zero : up) { Found = startedStamp == 0 });
    }

    private void EndProbes()
    {
        probing = false;
        healthActor?.Tell(new EndHealth());
    }

    private void OnHealthFound(HealthFound found)
    {
        if (!probing || found.Run != state.Run) return;
        health = found.Health;
        if (found.Health.Status == state.Health)
        {
            Show();
            HeedHealth();
            return;
        }

        Record(new HealthChangedEvent(Now, state.Run, found.Health.Status), null, HeedHealth);
    }

    // The restart policy takes it as a fault, if it says so.
    private void HeedHealth()
    {
        if (state is not { Health: HealthStatus.Unhealthy, Status: ContainerStatus.Running, Settings: { } settings }) return;
        if (!RestartDecision.EndsUnhealthy(settings.Restart, state.Restarts)) return;
        string name = settings.StopSignal ?? state.ImageConfiguration.StopSignal ?? services.Settings.StopSignal;
        if (!SignalNames.TryParse(name, out int signal)) signal = Signals.Terminate;
        int seconds = settings.StopTimeoutSeconds ?? services.Settings.StopTimeoutSeconds;
        log.Info("Container {0} is unhealthy and is started again.", id.Short);
        var stop = new StopRequestedEvent(Now) { Signal = SignalNames.Of(signal), TimeoutSeconds = seconds, Unhealthy = true };
        Record(stop, null, () => SendStop(signal, seconds, paused: false));
    }

    private void OnLendLink(LendLink message)
    {
        if (shim is null) Sender.Tell(new LinkLent(null));
        else shim.Forward(message);
    }

    private void OnProbeEnded(ExecEndedNotice notice)
    {
        // Acknowledged by whoever reads its output, after that; by nobody's leave where nobody does.
        if (probing) healthActor.Tell(notice);
        else shim?.Tell(new AcknowledgeExec(notice.Id));
    }

    private void OnHealthGone()
    {
        healthActor = null;
        probing = false;
        Timers.StartSingleTimer(nameof(ProbesDue), new ProbesDue(), HealthPause);
    }

    private sealed record ProbesDue;
}
