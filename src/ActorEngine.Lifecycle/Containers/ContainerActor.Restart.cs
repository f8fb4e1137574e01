using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>The restart policy at work.</summary>
internal sealed partial class ContainerActor
{
    private IActorRef? pause;

    private void ScheduleRestart(TimeSpan delay)
    {
        pause = Context.ActorOf(RestartActor.Props(services, delay), $"restart-{state.Run}");
    }

    private void CancelRestart()
    {
        if (pause is null) return;
        Context.Stop(pause);
        pause = null;
    }

    private void OnRestartDue(RestartDue _)
    {
        if (!Sender.Equals(pause) || state.Status != ContainerStatus.Restarting) return;
        pause = null;
        Start(null, byPolicy: true);
    }
}
