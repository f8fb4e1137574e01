using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Client;

/// <summary>
/// Ties a container and an actor: stands for the container in the actor's death watch, and stops the container when the actor is no more.
/// </summary>
internal sealed class ContainerTieActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ContainerRef container;
    private readonly EngineLink link;
    private readonly IActorRef owner;
    private readonly ILoggingAdapter log = Context.GetLogger();

    public ContainerTieActor(ContainerRef container, EngineLink link, IActorRef owner)
    {
        (this.container, this.link, this.owner) = (container, link, owner);
        Receive<Terminated>(_ => StopContainer());
        Receive<StopNow>(_ => StopContainer());
        Receive<Exited>(_ => Context.Stop(Self));
        Receive<HealthChanged>(_ => { });
        Receive<ContainerRemoved>(_ => Context.Stop(Self));
        Receive<WatchRefused>(_ => Context.Stop(Self));
        Receive<NodeUnreachable>(_ => { });
        Receive<NodeReachable>(_ => { });
        Receive<IReply>(OnAnswer);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ContainerRef container, EngineLink link, IActorRef owner) =>
        Akka.Actor.Props.Create(() => new ContainerTieActor(container, link, owner));

    protected override void PreStart()
    {
        Context.Watch(owner);
        container.Watch(Self);
    }

    private void StopContainer() => CommandSender.SendAsync(link, new StopContainer(container.Reference)).PipeTo(Self);

    private void OnAnswer(IReply answer)
    {
        // Out of reach or in the middle of something: the tie holds until it is done.
        if (answer is Fault { Code: FaultCode.Unavailable or FaultCode.Overloaded or FaultCode.Timeout }) Timers.StartSingleTimer(nameof(StopNow), StopNow.Instance, Pause);
        else
        {
            if (answer is Fault { Code: not (FaultCode.NotModified or FaultCode.NotFound) } fault) log.Warning("{0} could not be stopped after the actor that it was tied to: {1}", container, fault.Message);
            Context.Stop(Self);
        }
    }

    private sealed record StopNow
    {
        public static readonly StopNow Instance = new();
    }
}
