using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>Exec sessions: one actor each.</summary>
internal sealed partial class ContainerActor
{
    private readonly ExecBook execs = new();

    private void Exec(OpenExec open)
    {
        if (open.Request.Settings.Command.Count == 0)
        {
            Sender.Tell(new Fault(FaultCode.InvalidArgument, "No exec command specified.") { Field = "command" });
            return;
        }

        if (execs.Count >= services.Settings.MaximumExecs || shim is null)
        {
            Sender.Tell(new Fault(FaultCode.Overloaded, $"Container {state.Name} has {execs.Count} exec sessions already."));
            return;
        }

        var exec = new ExecId(ContainerId.New().Value);
        IActorRef actor = Context.ActorOf(ExecActor.Props(services, state, exec, open.Request, Sender, shim), $"exec-{exec.Value}");
        Context.Watch(actor);
        execs.Add(exec, actor);
        Show();
    }

    private void ToExec(ExecId exec, IMessage message)
    {
        if (execs.Find(exec) is { } actor) actor.Forward(message);
        else if (execs.FindEnded(exec) is not { } ended) Sender.Tell(new Fault(FaultCode.NotFound, $"No such exec session: {exec}"));
        else if (message is InspectExec) Sender.Tell(ended);
        else Sender.Tell(new Fault(FaultCode.Conflict, $"Exec session {exec} has ended."));
    }

    private void OnExecEnded(ExecEndedNotice notice) => execs.Find(notice.Id)?.Tell(notice);

    private void OnExecFinished(ExecFinished finished) => execs.Remember(finished.Inspection);

    // With the container gone nothing of it runs; the ones whose end was not told ended with it.
    private void EndExecs()
    {
        foreach ((ExecId exec, IActorRef actor) in execs.Running)
            actor.Tell(new ExecEndedNotice(exec, new ExitStatus(137, Known: false) { Signal = Linux.Signals.Kill, FinishedAt = Now }));
    }
}
