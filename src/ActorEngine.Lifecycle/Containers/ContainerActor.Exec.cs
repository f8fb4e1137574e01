using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>Exec sessions: one actor each.</summary>
internal sealed partial class ContainerActor
{
    private readonly ExecBook execs = new();

    private void Create(CreateExec create)
    {
        if (create.Settings.Command.Count == 0)
        {
            Sender.Tell(NoCommand);
            return;
        }

        ExecId exec = ExecIds.New(id);
        execs.Create(new ExecInspection(exec, id, create.Settings));
        Publish(new EventDraft(ExecWords.Action("exec_create", create.Settings), new Dictionary<string, string> { ["execID"] = exec.Value }) { Key = exec.Value });
        Show();
        Sender.Tell(new ExecCreated(exec));
    }

    private void Exec(OpenExec open)
    {
        StartExec request = open.Request;
        bool created = request.Exec.Value is { Length: > 0 };
        if (created)
        {
            if (execs.FindCreated(request.Exec) is not { } made)
            {
                Sender.Tell(execs.Find(request.Exec) is not null ? new Fault(FaultCode.Conflict, $"Error: Exec command {request.Exec} is already running")
                    : execs.FindEnded(request.Exec) is not null ? new Fault(FaultCode.Conflict, $"Error: Exec command {request.Exec} has already run")
                    : ExecBook.Unknown(request.Exec));
                return;
            }

            var size = request.Settings;
            request = request with { Settings = size is { Rows: > 0, Columns: > 0 } ? made.Settings with { Rows = size.Rows, Columns = size.Columns } : made.Settings };
        }

        if (request.Settings.Command.Count == 0)
        {
            Sender.Tell(NoCommand);
            return;
        }

        if (execs.Count >= services.Settings.MaximumExecs || shim is null)
        {
            Sender.Tell(new Fault(FaultCode.Overloaded, $"Container {state.Name} has {execs.Count} exec sessions already."));
            return;
        }

        if (created) execs.Uncreate(request.Exec);
        else request = request with { Exec = ExecIds.New(id) };
        ExecId exec = request.Exec;
        IActorRef actor = Context.ActorOf(ExecActor.Props(services, state, request, created, Sender, shim), $"exec-{exec.Value}");
        Context.Watch(actor);
        execs.Add(exec, actor);
        Show();
    }

    private void ToExec(ExecId exec, IMessage message)
    {
        if (execs.Find(exec) is { } actor) actor.Forward(message);
        else if ((execs.FindCreated(exec) ?? execs.FindEnded(exec)) is not { } idle) Sender.Tell(ExecBook.Unknown(exec));
        else if (message is InspectExec) Sender.Tell(idle);
        // A client that sizes its terminal while it starts the session must not depend on which arrives first.
        else if (message is ResizeExec resize && execs.FindCreated(exec) is { Settings.Tty: true } made)
        {
            execs.Recreate(made with { Settings = made.Settings with { Rows = resize.Rows, Columns = resize.Columns } });
            Sender.Tell(new Done());
        }
        else if (execs.FindCreated(exec) is not null) Sender.Tell(new Fault(FaultCode.Conflict, $"Exec session {exec} is not running."));
        else Sender.Tell(new Fault(FaultCode.Conflict, $"Exec session {exec} has ended."));
    }

    private void OnSettleExec(SettleExec settle)
    {
        if (execs.Find(settle.Exec) is { } actor) actor.Forward(settle);
        else Sender.Tell(new ExecSettled());
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

    private void OnExecFinished(ExecFinished finished)
    {
        execs.Remember(finished.Inspection);
        if (state.Status != ContainerStatus.Removing) Show();
    }

    private static Fault NoCommand => new(FaultCode.InvalidArgument, "No exec command specified.") { Field = "command" };

    // With the container gone nothing of it runs; the ones whose end was not told ended with it.
    private void EndExecs()
    {
        execs.DropCreated();
        var killed = new ExitStatus(137, Known: false) { Signal = Linux.Signals.Kill, FinishedAt = Now };
        foreach ((ExecId exec, IActorRef actor) in execs.Running) actor.Tell(new ExecEndedNotice(exec, killed));
        foreach (ExecInspection orphan in execs.Orphans.ToArray()) EndOrphan(orphan, killed);
    }
}
