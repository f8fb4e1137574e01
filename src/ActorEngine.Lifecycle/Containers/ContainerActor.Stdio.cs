using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>The way into the program's stdin, the terminal's size, the processes.</summary>
internal sealed partial class ContainerActor
{
    /// <summary>Handed out before there is a program to feed.</summary>
    private readonly List<DeferredStdin> stdins = [];

    private void OnOpenStdin()
    {
        if (!state.Exists || state.Status is ContainerStatus.Removing or ContainerStatus.Dead)
        {
            Sender.Tell(new Fault(FaultCode.Conflict, $"Container {id.Short} has no stdin.") { State = state.Status });
            return;
        }

        if (state.Settings is not { OpenStdin: true } settings)
        {
            Sender.Tell(new Fault(FaultCode.Conflict, $"Container {state.Name} was created without an open stdin (-i).") { Field = "openStdin", State = state.Status });
            return;
        }

        if (stdins.Count >= services.Settings.MaximumWaiting)
        {
            Sender.Tell(new Fault(FaultCode.Overloaded, $"Too many clients wait for the stdin of container {state.Name}."));
            return;
        }

        var stdin = new DeferredStdin(settings.StdinOnce);
        stdins.Add(stdin);
        Sender.Tell(new StdinOpened(stdin));
        if (state.HasProcess) FeedStdin();
    }

    private void FeedStdin()
    {
        stdins.RemoveAll(stdin => stdin.IsDisposed);
        if (stdins.Count > 0) shim?.Tell(new LendLink());
    }

    private void OnLinkLent(LinkLent lent)
    {
        if (lent.Link is not { } link) return;
        foreach (DeferredStdin stdin in stdins) stdin.Connect(link, services.Settings.OperationTimeout, services.Time);
        stdins.Clear();
    }

    private void DropStdin()
    {
        foreach (DeferredStdin stdin in stdins) stdin.Abandon();
        stdins.Clear();
    }

    private void Resize(ResizeContainer resize)
    {
        if (state.Settings is not { Tty: true })
            Sender.Tell(new Fault(FaultCode.Conflict, $"Container {state.Name} has no terminal.") { State = state.Status });
        else if (resize.Rows is < 1 or > ushort.MaxValue || resize.Columns is < 1 or > ushort.MaxValue)
            Sender.Tell(new Fault(FaultCode.InvalidArgument, $"Invalid terminal size {resize.Columns}x{resize.Rows}.") { Field = "rows" });
        else
            shim?.Tell(new ResizeTerminal(resize.Rows, resize.Columns, new Asked(Sender)));
    }

    private void Top(ListProcesses top)
    {
        IActorRef asker = Sender;
        string cgroup = state.Process!.CgroupPath, doing = $"listing the processes of container {state.Name}";
        Bounded.RunAsync(token => host.ListProcessesAsync(cgroup, top.Arguments, token), services.Settings.OperationTimeout, services.Time)
            .PipeTo(Self, Self, reply => new TopEnded(asker, reply), failure => new TopEnded(asker, HostFaults.From(failure, doing)));
    }

    private sealed record TopEnded(IActorRef Asker, IReply Reply);
}
