using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Lifecycle;

/// <summary>
/// The index of all containers: gives out ids and names, finds the container that a message is about, makes its actor and supervises it.
/// Never waits for one, and outlives a journal that cannot be written.
/// </summary>
public sealed partial class LifecycleManagerActor : ReceiveActor, IWithTimers
{
    /// <summary>Commands that wait while the index is being read; one more is answered Unavailable.</summary>
    private const int MaximumEarly = 10_000;

    private readonly LifecycleServices services;
    private readonly IContainerHost host;
    private readonly NameGenerator generator;
    private readonly string path;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly IndexState index = new();
    private readonly Dictionary<ContainerId, IActorRef> children = [];
    private readonly Queue<(object Message, IActorRef Sender)> early = new();

    public LifecycleManagerActor(LifecycleServices services)
    {
        this.services = services;
        host = services.Host ?? new LinuxContainerHost(services);
        generator = new NameGenerator(services.Random);
        path = Self.Path.ToStringWithoutAddress();
        Reading();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The actor at <c>/user/engine/lifecycle</c>.</summary>
    public static Props Props(LifecycleServices services) => Akka.Actor.Props.Create(() => new LifecycleManagerActor(services));

    protected override void PreStart()
    {
        services.States.Set(path, nameof(LifecycleManagerActor), "recovering");
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
        OpenJournal(null);
    }

    protected override void PostStop()
    {
        services.States.Remove(path);
        Context.System.EventStream.Unsubscribe(Self);
    }

    /// <summary>A container's actor that fails begins again from its journal. One that fails over and over is made anew after a pause.</summary>
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(5, TimeSpan.FromSeconds(10), _ => Directive.Restart);

    /// <summary>The index is not known yet: everything waits for it.</summary>
    private void Reading()
    {
        Receive<IndexRead>(OnIndexRead);
        Receive<IndexUnreadable>(OnIndexUnreadable);
        Receive<FoundOnDisk>(OnFoundOnDisk);
        Receive<OpenAgain>(_ => OpenJournal(null));
        Receive<Terminated>(OnTerminated);
        Receive<DeadLetter>(_ => { });
        ReceiveAny(message =>
        {
            if (early.Count < MaximumEarly) early.Enqueue((message, Sender));
            else Sender.Tell(new Fault(FaultCode.Unavailable, "The container index is still being read."));
        });
    }

    private void Serving()
    {
        Receive<CreateContainer>(OnCreate);
        Receive<RenameContainer>(OnRename);
        Receive<InspectContainer>(inspect => Await(inspect.Container, inspect));
        Receive<AwaitRecovery>(wait => Await(wait.Container, null));
        Receive<AwaitedLongEnough>(message => AnswerAwaiting(message.Id));
        Receive<InspectExec>(message => RouteExec(message.Container, message.Exec, message));
        Receive<ResizeExec>(message => RouteExec(message.Container, message.Exec, message));
        Receive<OpenExec>(message => RouteExec(message.Request.Container, message.Request.Exec, message));
        Receive<SettleExec>(message => Route(new ContainerReference(message.Container.Value), message));
        Receive<IContainerMessage>(message => Route(message.Container, message));
        Receive<AwaitRelease>(message => Route(message.Container, message));
        Receive<OpenStdin>(message => Route(message.Container, message));
        Receive<StartDependency>(message => Route(message.Container, message));
        Receive<ContainerRecovered>(OnContainerRecovered);
        Receive<ContainerUnreadable>(OnUnreadable);
        Receive<ContainerNoted>(OnNoted);
        Receive<NameSettled>(OnNameSettled);
        Receive<ContainerGone>(OnGone);
        Receive<JournalFailed>(message => log.Error("The journal of container {0} could not be written.", message.Id.Short));
        Receive<IndexRead>(_ => OnJournalOpen());
        Receive<IndexUnreadable>(message => log.Error(message.Failure, "The container index's journal cannot be read again."));
        Receive<IndexWritten>(OnWritten);
        Receive<IndexRefused>(OnRefused);
        Receive<Terminated>(OnTerminated);
        Receive<OpenAgain>(_ => OpenJournal(null));
        Receive<Respawn>(message => OnRespawn(message.Id));
        Receive<WriteNotes>(_ => OnWriteNotes());
        Receive<Swept>(OnSwept);
        Receive<DeadLetter>(OnDeadLetter);
    }

    private void State() => services.States.Set(
        path, nameof(LifecycleManagerActor),
        recovering.Count > 0 ? $"{index.Entries.Count} containers, {recovering.Count} recovering" : $"{index.Entries.Count} containers");

    private sealed record Respawn(ContainerId Id);

    private sealed record WriteNotes;

    private sealed record OpenAgain;

    private sealed record FoundOnDisk(IReadOnlyList<ContainerId> Ids);

    private sealed record Swept(IReadOnlyList<string> Findings, Exception? Failure);
}
