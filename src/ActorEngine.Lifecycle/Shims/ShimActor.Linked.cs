using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>With a link: requests one way, notices the other, and the end.</summary>
internal sealed partial class ShimActor
{
    private static readonly Fault Gone = new(FaultCode.Conflict, "The container's main process has ended.");

    private void Linked()
    {
        Receive<Noticed>(message =>
        {
            if (message.Link == linkNumber) OnNotice(message.Notice);
        });
        Receive<SignalProcess>(OnSignal);
        Receive<Signalled>(OnSignalled);
        Receive<ResizeTerminal>(OnResize);
        Receive<LendLink>(_ => Sender.Tell(new LinkLent(link)));
        Receive<AcknowledgeExec>(OnAcknowledge);
        Receive<ReleaseShim>(_ => Release());
        Receive<TerminalTaken>(OnTerminalTaken);
    }

    private void Releasing()
    {
        Receive<ReleaseEnded>(OnReleaseEnded);
        Receive<ReleaseShim>(_ => { });
        Receive<Noticed>(_ => { });
        Receive<Signalled>(message => message.Asker.Tell(message.Done));
        Receive<RunEnded>(message => Discard(message.Outcome));
        Receive<AttachEnded>(message => Discard(message.Outcome));
        Receive<WorkFailed>(_ => { });
        Receive<Retry>(_ => { });
        Receive<TerminalTaken>(message => message.Terminal?.Dispose());
        Receive<SignalProcess>(message => Refuse(message, Gone));
        Receive<ResizeTerminal>(message => Refuse(message, Gone));
        Receive<LendLink>(message => Refuse(message, Gone));
        Receive<AcknowledgeExec>(_ => { });
    }

    private void OnNotice(ShimNotice notice)
    {
        switch (notice)
        {
            case ShimNotice.Exited exited:
                ended = true;
                State("ended");
                container.Tell(new ProcessEnded(state.Run, exited.Exit));
                break;
            case ShimNotice.ExecExited exec:
                container.Tell(new ExecEndedNotice(exec.Id, exec.Exit));
                break;
            case ShimNotice.MemoryExhausted memory:
                container.Tell(new MemoryExhausted(state.Run, memory.Kills));
                break;
            case ShimNotice.LogDamaged { Over: false } damage:
                container.Tell(new ShimTrouble(state.Run, $"Output of container {state.Name} cannot be written to its log; {damage.LostBytes} bytes are lost so far."));
                break;
            case ShimNotice.LogDamaged damage:
                container.Tell(new ShimTrouble(state.Run, $"The log of container {state.Name} works again; {damage.LostBytes} bytes were lost."));
                break;
            case ShimNotice.Closed when !ended:
                Relink();
                break;
        }
    }

    // The shim died or hung up; the container most likely lives.
    private void Relink()
    {
        if (link is not null) _ = link.DisposeAsync().AsTask();
        link = null;
        Become(Seeking);
        Seek();
    }

    private void OnSignal(SignalProcess message)
    {
        if (link is not { } open)
        {
            Refuse(message, Gone);
            return;
        }

        int number = linkNumber;
        IActorRef asker = Sender;
        Bounded.RunAsync(token => open.SignalAsync(message.Signal, token), services.Settings.SignalTimeout, services.Time).PipeTo(
            Self, Self,
            () => new Signalled(number, asker, new ShimDone(message.Tag, null)),
            failure => new Signalled(number, asker, new ShimDone(message.Tag, HostFaults.From(failure, "sending the signal"))));
    }

    // A shim's loop takes a signal in microseconds. One that does not is stuck, and in the way of the exit too.
    private void OnSignalled(Signalled message)
    {
        message.Asker.Tell(message.Done);
        if (message.Done.Fault is { Code: FaultCode.Timeout } && message.Link == linkNumber && !ended) Relink();
    }

    private void OnResize(ResizeTerminal message)
    {
        if (link is not { } open)
        {
            Refuse(message, Gone);
            return;
        }

        Bounded.RunAsync(token => open.ResizeAsync(message.Rows, message.Columns, token), services.Settings.OperationTimeout, services.Time).PipeTo(
            Sender, Self,
            () => new ShimDone(message.Tag, null),
            failure => new ShimDone(message.Tag, HostFaults.From(failure, "setting the terminal's size")));
    }

    // One that is lost is made good by the next link, which is told of the end again.
    private void OnAcknowledge(AcknowledgeExec message)
    {
        if (link is not { } open) return;
        _ = Bounded.RunAsync(token => open.AcknowledgeExecAsync(message.Id, token), services.Settings.OperationTimeout, services.Time)
            .ContinueWith(ended => ended.Exception, TaskScheduler.Default);
    }

    private void OnTerminalTaken(TerminalTaken message)
    {
        terminal?.Dispose();
        terminal = message.Terminal;
    }

    private void Release()
    {
        State("cleaning up");
        Timers.CancelAll();
        Become(Releasing);
        IShimLink? open = link;
        link = null;
        Bounded.RunAsync(token => host.TearDownAsync(new TearDownOrder(state, open), token), services.Settings.OperationTimeout, services.Time)
            .PipeTo(Self, Self, () => new ReleaseEnded(null), failure => new ReleaseEnded(HostFaults.From(failure, $"cleaning up after container {state.Name}")));
    }

    private void OnReleaseEnded(ReleaseEnded message)
    {
        container.Tell(new ShimReleased(state.Run, message.Fault));
        Context.Stop(Self);
    }
}
