using ActorEngine.Contracts;
using ActorEngine.Journaling;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorEngine.Lifecycle;

/// <summary>
/// One container: a persistent state machine that journals what it is about to do and what came of it. Its path is the container's
/// address. Decisions are <see cref="ContainerDecisions"/> and <see cref="ContainerState"/>; this actor sends, schedules and remembers.
/// </summary>
internal sealed partial class ContainerActor : JournallingActor, IWithTimers
{
    private readonly LifecycleServices services;
    private readonly IContainerHost host;
    private readonly ContainerId id;
    private readonly SpawnReason reason;
    private readonly ContainerPaths paths;
    private readonly string path;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private ContainerState state = new();

    /// <summary>Commands that wait for the transition in progress.</summary>
    private readonly Queue<(object Message, IActorRef Sender)> queued = new();
    private IActorRef? shim;
    private SnapshotPrepared? snapshot;

    public ContainerActor(LifecycleServices services, IContainerHost host, ContainerId id, SpawnReason reason)
    {
        this.services = services;
        this.host = host;
        this.id = id;
        this.reason = reason;
        paths = ContainerPaths.Of(services.Settings, id);
        path = Self.Path.ToStringWithoutAddress();
        Recover<SnapshotOffer>(OnSnapshotOffered);
        Recover<IContainerEvent>(OnReplayed);
        Recover<RecoveryCompleted>(_ => OnRecovered());
        Commands();
        Results();
    }

    public override string PersistenceId => IdOf(id);

    public ITimerScheduler Timers { get; set; } = null!;

    public static string IdOf(ContainerId id) => "container-" + id.Value;

    public static Props Props(LifecycleServices services, IContainerHost host, ContainerId id, SpawnReason reason) =>
        Akka.Actor.Props.Create(() => new ContainerActor(services, host, id, reason));

    protected override void PreStart()
    {
        services.States.Set(path, nameof(ContainerActor), "recovering");
        base.PreStart();
    }

    protected override void PostStop()
    {
        services.States.Remove(path);
        if (waiting is not null) Context.System.EventStream.Unsubscribe(Self);
        base.PostStop();
    }

    /// <summary>What messages of a person or a client mean is decided by the table; see OnRequest.</summary>
    private void Commands()
    {
        Command<BeginCreate>(OnBeginCreate);
        Command<RepeatCreate>(_ => OnRepeatCreate());
        Command<StartContainer>(OnRequest);
        Command<StartDependency>(OnStartDependency);
        Command<StopContainer>(OnRequest);
        Command<RestartContainer>(OnRequest);
        Command<KillContainer>(OnRequest);
        Command<PauseContainer>(OnRequest);
        Command<UnpauseContainer>(OnRequest);
        Command<RemoveContainer>(OnRequest);
        Command<RenameContainer>(OnRequest);
        Command<UpdateContainer>(OnRequest);
        Command<ResizeContainer>(OnRequest);
        Command<CreateExec>(OnRequest);
        Command<OpenExec>(OnRequest);
        Command<ListProcesses>(OnRequest);
        Command<WaitContainer>(OnWait);
        Command<AwaitRelease>(_ => OnAwaitRelease());
        Command<OpenStdin>(_ => OnOpenStdin());
        Command<DiffContainer>(_ => services.Images.Forward(new DiffSnapshot(id) { Mounts = MountTargets }));
        Command<ResizeExec>(message => ToExec(message.Exec, message));
        Command<InspectExec>(message => ToExec(message.Exec, message));
        Command<SettleExec>(OnSettleExec);
    }

    /// <summary>Results of work that this actor had done elsewhere.</summary>
    private void Results()
    {
        Command<SnapshotPrepared>(OnSnapshot);
        Command<Fault>(OnImageFault);
        Command<Done>(_ => OnSnapshotRemoved());
        Command<NetworksAttached>(OnNetworksAttached);
        Command<NetworksRefused>(OnNetworksRefused);
        Command<NetworksSilent>(OnNetworksSilent);
        Command<VolumesClaimed>(_ => OnVolumesClaimed());
        Command<VolumesMounted>(OnVolumesMounted);
        Command<VolumesRefused>(OnVolumesRefused);
        Command<VolumesSilent>(OnVolumesSilent);
        Command<VolumesForgotten>(_ => OnVolumesForgotten());
        Command<ForgettingSilent>(_ => Erased());
        Command<ProcessStarted>(OnStarted);
        Command<ProcessRefused>(OnRefused);
        Command<ProcessAttached>(OnAttached);
        Command<ProcessEnded>(OnEnded);
        Command<ProcessNeverRan>(OnNeverRan);
        Command<ImagesSilent>(_ => OnImageFault(new Fault(FaultCode.Timeout, "The image store did not answer in time.")));
        Command<MemoryExhausted>(OnMemoryExhausted);
        Command<MemoryDue>(_ => TellChildKills());
        Command<ShimReleased>(OnReleased);
        Command<ShimTrouble>(OnShimTrouble);
        Command<ShimDone>(OnShimDone);
        Command<KillDue>(OnKillDue);
        Command<StopGivenUp>(OnStopGivenUp);
        Command<RestartDue>(OnRestartDue);
        Command<FreezeEnded>(OnFreezeEnded);
        Command<LimitsEnded>(OnLimitsEnded);
        Command<EraseEnded>(OnEraseEnded);
        Command<EventRecorded>(_ => OnDestroyTold());
        Command<EventsSilent>(_ => OnDestroyTold());
        Command<ExecEndedNotice>(OnExecEnded);
        Command<ExecsFound>(OnExecsFound);
        Command<LinkLent>(OnLinkLent);
        Command<ExecFinished>(OnExecFinished);
        Command<HealthFound>(OnHealthFound);
        Command<ProbesDue>(_ => Show());
        Command<AcknowledgeExec>(message => shim?.Tell(message));
        Command<LendLink>(OnLendLink);
        Command<ContainerChanged>(OnNeighbour);
        Command<DependencyAnswered>(OnDependencyAnswered);
        Command<LookAgain>(_ => OnLookAgain());
        Command<TopEnded>(message => message.Asker.Tell(message.Reply));
        Command<Terminated>(OnTerminated);
        Command<SaveSnapshotSuccess>(OnSnapshotSaved);
        Command<SaveSnapshotFailure>(failed => log.Warning(failed.Cause, "The snapshot of container {0} was not saved; its journal stays long.", id.Short));
        Command<DeleteMessagesSuccess>(_ => OnJournalDeleted());
        Command<DeleteMessagesFailure>(failed => OnJournalKept(failed.Cause));
        Command<DeleteSnapshotsSuccess>(_ => DeleteJournal());
        Command<DeleteSnapshotsFailure>(_ => DeleteJournal());
    }

    private void Warn(string sentence)
    {
        log.Warning("{0}", sentence);
        services.Projection.Warn(sentence);
    }
}
