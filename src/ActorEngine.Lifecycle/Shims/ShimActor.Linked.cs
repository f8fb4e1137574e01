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
        Receive<ResizeTerminal>(OnResize);
        Receive<LendLink>(_ => Sender.Tell(new LinkLent(link)));
        Receive<ReleaseShim>(_ => Release());
        Receive<TerminalTaken>(OnTerminalTaken);
    }

    private void Releasing()
    {
        Receive<ReleaseEnded>(OnReleaseEnded);
        Receive<ReleaseShim>(_ => { });
        Receive<Noticed>(_ => { });
        Receive<RunEnded>(message => Discard(message.Outcome));
        Receive<AttachEnded>(message => Discard(message.Outcome));
        Receive<WorkFailed>(_ => { });
        Receive<Retry>(_ => { });
        Receive<TerminalTaken>(message => message.Terminal?.Dispose());
        Receive<SignalProcess>(message => Refuse(message, Gone));
        Receive<ResizeTerminal>(message => Refuse(message, Gone));
        Receive<LendLink>(message => Refuse(message, Gone));
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
            case ShimNotice.MemoryExhausted:
                container.Tell(new MemoryExhausted(state.Run));
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

        Do(open, token => open.SignalAsync(message.Signal, token), message.Tag, "sending the signal");
    }

    private void OnResize(ResizeTerminal message)
    {
        if (link is not { } open)
        {
            Refuse(message, Gone);
            return;
        }

        Do(open, token => open.ResizeAsync(message.Rows, message.Columns, token), message.Tag, "setting the terminal's size");
    }

    private void Do(IShimLink _, Func<CancellationToken, Task> work, object tag, string doing) =>
        Bounded.RunAsync(work, services.Settings.OperationTimeout, services.Time)
            .PipeTo(Sender, Self, () => new ShimDone(tag, null), failure => new ShimDone(tag, HostFaults.From(failure, doing)));

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
