using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>Starting, attaching, adopting.</summary>
internal sealed partial class ShimActor
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(250), LongestRetry = TimeSpan.FromSeconds(30);

    private void Seeking()
    {
        Receive<RunEnded>(message => OnRunEnded(message.Outcome));
        Receive<AttachEnded>(message => OnAttachEnded(message.Outcome));
        Receive<WorkFailed>(message => OnWorkFailed(message.Failure));
        Receive<Retry>(_ => Seek());
        Receive<Noticed>(message =>
        {
            if (message.Link == linkNumber) early.Add(message.Notice);
        });
        Receive<ReleaseShim>(_ => Release());
        Receive<SignalProcess>(Hold);
        Receive<ResizeTerminal>(Hold);
        Receive<LendLink>(Hold);
        Receive<AcknowledgeExec>(Hold);
        Receive<TerminalTaken>(message => message.Terminal?.Dispose());
        Receive<Signalled>(message => message.Asker.Tell(message.Done));
    }

    private void Seek()
    {
        early.Clear();
        Action<ShimNotice> notify = Notifier();
        if (order is RunOrder run)
        {
            State("starting");
            Bounded.RunAsync(token => host.RunAsync(run, notify, token), services.Settings.StartTimeout, services.Time, Discard)
                .PipeTo(Self, success: outcome => new RunEnded(outcome), failure: failure => new WorkFailed(failure));
            return;
        }

        State("attaching");
        var attach = new AttachOrder(state, terminal);
        Bounded.RunAsync(token => host.AttachAsync(attach, notify, token), services.Settings.AttachTimeout, services.Time, Discard)
            .PipeTo(Self, success: outcome => new AttachEnded(outcome), failure: failure => new WorkFailed(failure));
    }

    private void OnRunEnded(RunOutcome outcome)
    {
        if (outcome.Link is null || outcome.Process is null)
        {
            Refuse(outcome.Fault ?? new Fault(FaultCode.Internal, "The container did not start, and nothing said why."));
            return;
        }

        container.Tell(new ProcessStarted(state.Run, outcome.Process, outcome.Warnings));
        Join(outcome.Link, outcome.Process);
    }

    private void OnAttachEnded(AttachOutcome outcome)
    {
        switch (outcome)
        {
            case AttachOutcome.Attached found:
                attempts = 0;
                container.Tell(new ProcessAttached(state.Run, found.Process));
                Join(found.Link, found.Process);
                FindExecs(found.Link);
                break;
            case AttachOutcome.Ended gone:
                ended = true;
                container.Tell(new ProcessEnded(state.Run, gone.Exit));
                Linkless();
                break;
            default:
                container.Tell(new ProcessNeverRan(state.Run));
                Linkless();
                break;
        }
    }

    private void OnWorkFailed(Exception failure)
    {
        if (order is RunOrder)
        {
            Refuse(HostFaults.From(failure, $"starting container {state.Name}"));
            return;
        }

        // The container may well run; the shim program may be missing or the disk full. Nothing is given up.
        TimeSpan pause = TimeSpan.FromTicks(Math.Min(FirstRetry.Ticks << Math.Min(attempts, 10), LongestRetry.Ticks));
        attempts++;
        State("retrying");
        container.Tell(new ShimTrouble(state.Run, HostFaults.From(failure, $"finding the process of container {state.Name} again").Message));
        Timers.StartSingleTimer(nameof(Retry), new Retry(), pause);
    }

    private void Refuse(Fault fault)
    {
        container.Tell(new ProcessRefused(state.Run, fault));
        Linkless();
    }

    private void Join(IShimLink joined, RunningProcess process)
    {
        link = joined;
        state = state with { Process = process };
        order = new AttachOrder(state, null);
        State($"shim {process.ShimPid}");
        Become(Linked);
        foreach (ShimNotice notice in early) OnNotice(notice);
        early.Clear();
        if (terminal is null && state.Settings is { Tty: true })
        {
            Bounded.RunAsync(joined.TakeTerminalAsync, services.Settings.OperationTimeout, services.Time, late => late?.Dispose())
                .PipeTo(Self, success: taken => new TerminalTaken(taken), failure: _ => new TerminalTaken(null));
        }

        while (waiting.TryDequeue(out (object Message, IActorRef Sender) held)) Self.Tell(held.Message, held.Sender);
    }

    // There is no link and will be none; what waits is told so, and cleaning up is all that is left.
    private void Linkless()
    {
        State("ended");
        Become(Linked);
        while (waiting.TryDequeue(out (object Message, IActorRef Sender) held)) Self.Tell(held.Message, held.Sender);
    }

    // Sessions of an earlier daemon. Not to know them is no reason not to serve the container.
    private void FindExecs(IShimLink found)
    {
        int run = state.Run;
        Bounded.RunAsync(found.ListExecsAsync, services.Settings.OperationTimeout, services.Time)
            .PipeTo(container, Self, execs => new ExecsFound(run, execs), _ => new ExecsFound(run, []));
    }

    private void Hold(IShimMessage message)
    {
        if (waiting.Count < MaximumWaiting) waiting.Enqueue((message, Sender));
        else Refuse(message, new Fault(FaultCode.Overloaded, $"Too many requests wait for the shim of container {state.Name}."));
    }

    private void Refuse(IShimMessage message, Fault fault)
    {
        switch (message)
        {
            case SignalProcess signal:
                Sender.Tell(new ShimDone(signal.Tag, fault));
                break;
            case ResizeTerminal resize:
                Sender.Tell(new ShimDone(resize.Tag, fault));
                break;
            case LendLink:
                Sender.Tell(new LinkLent(null));
                break;
        }
    }

    private static void Discard(RunOutcome late)
    {
        if (late.Link is not null) _ = late.Link.DisposeAsync().AsTask();
    }

    private static void Discard(AttachOutcome late)
    {
        if (late is AttachOutcome.Attached found) _ = found.Link.DisposeAsync().AsTask();
    }
}
