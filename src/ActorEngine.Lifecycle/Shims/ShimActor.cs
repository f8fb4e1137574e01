using ActorEngine.Contracts;
using ActorEngine.Linux;
using Akka.Actor;

namespace ActorEngine.Lifecycle;

/// <summary>
/// The link to the shim of one run: starts the program or finds it again, passes requests on, turns what the shim tells into messages to
/// its container. When the shim dies it has the container adopted by a fresh one. Holds the terminal's master, which so outlives the shim.
/// </summary>
internal sealed partial class ShimActor : ReceiveActor, IWithTimers
{
    /// <summary>Requests that wait while there is no link; one more is answered Overloaded.</summary>
    private const int MaximumWaiting = 128;

    private readonly LifecycleServices services;
    private readonly IContainerHost host;
    private readonly IActorRef container;
    private readonly string path;
    private readonly Queue<(object Message, IActorRef Sender)> waiting = new();
    private readonly List<ShimNotice> early = [];
    private object order;
    private ContainerState state;
    private IShimLink? link;
    private FileDescriptor? terminal;
    private int linkNumber, attempts;
    private bool ended;

    public ShimActor(LifecycleServices services, IContainerHost host, object order)
    {
        this.services = services;
        this.host = host;
        this.order = order;
        state = order switch
        {
            RunOrder run => run.State,
            AttachOrder attach => attach.State,
            ReleaseOrder release => release.State,
            _ => throw new ArgumentException($"{order.GetType().Name} is no order for a shim."),
        };
        container = Context.Parent;
        path = Self.Path.ToStringWithoutAddress();
        Seeking();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>For a <see cref="RunOrder"/>, an <see cref="AttachOrder"/> or a <see cref="ReleaseOrder"/>.</summary>
    public static Props Props(LifecycleServices services, IContainerHost host, object order) =>
        Akka.Actor.Props.Create(() => new ShimActor(services, host, order));

    protected override void PreStart()
    {
        if (order is ReleaseOrder) Release();
        else Seek();
    }

    protected override void PostStop()
    {
        services.States.Remove(path);
        terminal?.Dispose();
        if (link is not null) _ = link.DisposeAsync().AsTask();
    }

    private void State(string word) => services.States.Set(path, nameof(ShimActor), word);

    private Action<ShimNotice> Notifier()
    {
        IActorRef self = Self;
        int number = ++linkNumber;
        return notice => self.Tell(new Noticed(number, notice));
    }

    private sealed record Noticed(int Link, ShimNotice Notice);

    private sealed record RunEnded(RunOutcome Outcome);

    private sealed record AttachEnded(AttachOutcome Outcome);

    private sealed record WorkFailed(Exception Failure);

    private sealed record TerminalTaken(FileDescriptor? Terminal);

    private sealed record Signalled(int Link, IActorRef Asker, ShimDone Done);

    private sealed record Retry;

    private sealed record ReleaseEnded(Fault? Fault);
}
