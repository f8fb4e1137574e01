using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorEngine.Lifecycle;

/// <summary>
/// The index of all containers: gives out ids and names, finds the container that a message is about, makes its actor and supervises it.
/// Never waits for one. Persistent; what <c>ps</c> shows right after a start comes from its journal too.
/// </summary>
public sealed partial class LifecycleManagerActor : ReceivePersistentActor, IWithTimers
{
    private readonly LifecycleServices services;
    private readonly IContainerHost host;
    private readonly NameGenerator generator;
    private readonly string path;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly IndexState index = new();
    private readonly Dictionary<ContainerId, IActorRef> children = [];

    public LifecycleManagerActor(LifecycleServices services)
    {
        this.services = services;
        host = services.Host ?? new LinuxContainerHost(services);
        generator = new NameGenerator(services.Random);
        path = Self.Path.ToStringWithoutAddress();
        Recover<SnapshotOffer>(offer => index.Restore((IndexSnapshot)offer.Snapshot));
        Recover<IIndexEvent>(index.Apply);
        Recover<RecoveryCompleted>(_ => OnRecovered());
        Commands();
    }

    public override string PersistenceId => "lifecycle";

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The actor at <c>/user/engine/lifecycle</c>.</summary>
    public static Props Props(LifecycleServices services) => Akka.Actor.Props.Create(() => new LifecycleManagerActor(services));

    protected override void PreStart()
    {
        services.States.Set(path, nameof(LifecycleManagerActor), "recovering");
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
        base.PreStart();
    }

    protected override void PostStop()
    {
        services.States.Remove(path);
        Context.System.EventStream.Unsubscribe(Self);
        base.PostStop();
    }

    /// <summary>A container's actor that fails begins again from its journal. One that fails over and over is made anew after a pause.</summary>
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(5, TimeSpan.FromSeconds(10), _ => Directive.Restart);

    private void Commands()
    {
        Command<CreateContainer>(OnCreate);
        Command<RenameContainer>(OnRename);
        Command<IContainerMessage>(message => Route(message.Container, message));
        Command<OpenExec>(message => Route(message.Request.Container, message));
        Command<OpenStdin>(message => Route(message.Container, message));
        Command<ContainerRecovered>(OnContainerRecovered);
        Command<ContainerUnreadable>(OnUnreadable);
        Command<ContainerNoted>(OnNoted);
        Command<NameSettled>(OnNameSettled);
        Command<ContainerGone>(OnGone);
        Command<JournalFailed>(message => log.Error("The journal of container {0} could not be written.", message.Id.Short));
        Command<Terminated>(OnTerminated);
        Command<Respawn>(message => OnRespawn(message.Id));
        Command<WriteNotes>(_ => OnWriteNotes());
        Command<Swept>(OnSwept);
        Command<DeadLetter>(OnDeadLetter);
        Command<SaveSnapshotSuccess>(saved => DeleteMessages(saved.Metadata.SequenceNr));
        Command<SaveSnapshotFailure>(failed => log.Warning(failed.Cause, "The snapshot of the container index was not saved; its journal stays long."));
        Command<DeleteMessagesSuccess>(_ => { });
        Command<DeleteMessagesFailure>(failed => log.Warning(failed.Cause, "The journal of the container index was not cut."));
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        log.Error(cause, "The container index: {0} could not be journalled; the index begins again from its journal.", @event.GetType().Name);
        AnswerUnwritten(new Fault(FaultCode.Storage, $"The engine's journal cannot be written, so nothing was changed: {cause.Message}"));
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    private void State() => services.States.Set(
        path, nameof(LifecycleManagerActor),
        recovering.Count > 0 ? $"{index.Entries.Count} containers, {recovering.Count} recovering" : $"{index.Entries.Count} containers");

    private sealed record Respawn(ContainerId Id);

    private sealed record WriteNotes;

    private sealed record Swept(IReadOnlyList<string> Findings, Exception? Failure);
}
