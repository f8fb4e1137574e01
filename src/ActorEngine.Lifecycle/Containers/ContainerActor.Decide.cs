using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>Every command passes the table of states first: it is carried out, waits for the transition in progress, or is refused.</summary>
internal sealed partial class ContainerActor
{
    private void OnRequest(object message)
    {
        if (!state.Exists && state.Status != ContainerStatus.Dead)
        {
            // Between its registration and its creation a container can only be waited for.
            if (creating is not null) Queue(message);
            else Sender.Tell(new Fault(FaultCode.NotFound, $"No such container: {id.Short}"));
            return;
        }

        // What the journal tells may be over; a moment later it is known.
        if (!recovered)
        {
            Queue(message);
            return;
        }

        if (IsRepeated(message))
        {
            if (state.Status is ContainerStatus.Starting or ContainerStatus.Stopping) Queue(message);
            else Sender.Tell(new Done());
            return;
        }

        if (waiting is not null && CallsOff(message)) return;

        ContainerVerb verb = ContainerVerbs.Of(message) ?? throw new ArgumentException($"{message.GetType().Name} is no command of the table.");
        Verdict verdict = ContainerDecisions.Decide(state, verb);
        switch (verdict.Kind)
        {
            case VerdictKind.Do:
                Carry(message);
                break;
            case VerdictKind.Wait:
                Queue(message);
                break;
            default:
                if (message is RenameContainer) Context.Parent.Tell(new NameSettled(id, state.Name));
                Sender.Tell(verdict.Refusal!);
                break;
        }
    }

    /// <summary>A start or restart that the journal has: whoever lost the answer asks for it again.</summary>
    private bool IsRepeated(object message) => message switch
    {
        StartContainer { Operation.Value: { Length: > 0 } operation } => state.Operations.Contains(operation),
        RestartContainer { Operation.Value: { Length: > 0 } operation } => state.Operations.Contains(operation),
        _ => false,
    };

    private void Carry(object message)
    {
        switch (message)
        {
            case StartContainer start:
                Start(Sender, start.Operation);
                break;
            case StopContainer stop:
                Stop(stop.Signal, stop.TimeoutSeconds, thenStart: false);
                break;
            case RestartContainer restart:
                Restart(restart);
                break;
            case KillContainer kill:
                Kill(kill);
                break;
            case PauseContainer:
                Pause();
                break;
            case UnpauseContainer:
                Unpause();
                break;
            case RemoveContainer remove:
                Remove(remove.Volumes);
                break;
            case RenameContainer rename:
                Rename(rename);
                break;
            case UpdateContainer update:
                Update(update);
                break;
            case ResizeContainer resize:
                Resize(resize);
                break;
            case CreateExec create:
                Create(create);
                break;
            case OpenExec exec:
                Exec(exec);
                break;
            case ListProcesses top:
                Top(top);
                break;
        }
    }

    private void Queue(object message)
    {
        if (queued.Count < services.Settings.MaximumWaiting) queued.Enqueue((message, Sender));
        else Sender.Tell(new Fault(FaultCode.Overloaded, $"Too many commands wait for container {state.Name} to finish {ContainerDecisions.Word(state.Status)}.")
        {
            State = state.Status,
        });
    }

    // Judged again from the mailbox, in the order they came, each against the state that the one before it left.
    private void Unqueue()
    {
        if (creating is not null) return;
        for (int left = queued.Count; left > 0; left--)
        {
            (object message, IActorRef sender) = queued.Dequeue();
            Self.Tell(message, sender);
        }
    }
}
