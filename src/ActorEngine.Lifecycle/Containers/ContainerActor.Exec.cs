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

    private void OnExecEnded(ExecEndedNotice notice)
    {
        if (ProbeIds.IsProbe(notice.Id))
        {
            OnProbeEnded(notice);
            return;
        }

        if (execs.Find(notice.Id) is { } actor)
        {
            actor.Tell(notice);
            return;
        }

        // Begun by an earlier daemon. The shim keeps it until its end is acknowledged.
        EndOrphan(execs.FindEnded(notice.Id) ?? Orphan(notice.Id, 0), notice.Exit);
        shim?.Tell(new AcknowledgeExec(notice.Id));
        if (state.Status != ContainerStatus.Removing) Show();
    }

    private void OnExecsFound(ExecsFound found)
    {
        if (found.Run != state.Run || !state.HasProcess) return;
        bool any = false;
        foreach (ExecFound exec in found.Execs)
            if (exec.Running && !ProbeIds.IsProbe(exec.Id)) any |= execs.Adopt(Orphan(exec.Id, exec.Pid));
        if (any) Show();
    }

    private void EndOrphan(ExecInspection exec, ExitStatus exit)
    {
        if (!exec.Running) return;
        execs.Remember(exec with { Running = false, Exit = exit });
        Publish("exec_die", new Dictionary<string, string> { ["exitCode"] = exit.Code.ToString(), ["execID"] = exec.Exec.Value });
    }

    private ExecInspection Orphan(ExecId exec, int pid) => new(exec, id, new ExecSettings { Command = [] }) { Running = true, Pid = pid };

    private void OnExecFinished(ExecFinished finished) => execs.Remember(finished.Inspection);

    // With the container gone nothing of it runs; the ones whose end was not told ended with it.
    private void EndExecs()
    {
        var killed = new ExitStatus(137, Known: false) { Signal = Linux.Signals.Kill, FinishedAt = Now };
        foreach ((ExecId exec, IActorRef actor) in execs.Running) actor.Tell(new ExecEndedNotice(exec, killed));
        foreach (ExecInspection orphan in execs.Orphans.ToArray()) EndOrphan(orphan, killed);
    }
}
