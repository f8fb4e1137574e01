using Akka.Actor;
using Akka.Event;
using Akka.Util.Internal;

namespace Akka.Persistence;

/// <summary>
/// An actor whose state is what its stored events make of it. It recovers by a snapshot and the events after it, then
/// handles commands; while an event it persists is being stored, commands wait in an internal stash.
/// </summary>
public abstract partial class Eventsourced : ActorBase, IPersistentIdentity, IPersistenceStash, IPersistenceRecovery
{
    private static readonly AtomicCounter Instances = new(0);

    private readonly int _instanceId;
    private readonly string _writerGuid = Guid.NewGuid().ToString();
    private readonly IStash _internalStash;
    private readonly Receive _receiveRecover;
    private IActorRef? _journal;
    private IActorRef? _snapshotStore;
    private IStash _stash = null!;
    private Phase _phase = Phase.WaitingForPermit;

    protected Eventsourced()
    {
        Extension = Persistence.Instance.Apply(Context.System);
        _instanceId = Instances.IncrementAndGet();
        _internalStash = Context.CreateStash(GetType());
        _receiveRecover = ReceiveRecover;
        Log = Context.GetLogger();
    }

    private enum Phase
    {
        WaitingForPermit,
        LoadingSnapshot,
        Replaying,
        ProcessingCommands,
        PersistingEvents,
    }

    /// <summary>The name under which events and snapshots are stored; the same in every incarnation.</summary>
    public abstract string PersistenceId { get; }

    public virtual Recovery Recovery => Recovery.Default;

    public virtual IStashOverflowStrategy InternalStashOverflowStrategy => Extension.DefaultInternalStashOverflowStrategy;

    /// <summary>The path of the journal's configuration; empty for the default journal.</summary>
    public string JournalPluginId { get; protected set; } = "";

    /// <summary>The path of the snapshot store's configuration; empty for the default store.</summary>
    public string SnapshotPluginId { get; protected set; } = "";

    public IActorRef Journal => _journal ??= Extension.JournalFor(JournalPluginId);

    public IActorRef SnapshotStore => _snapshotStore ??= Extension.SnapshotStoreFor(SnapshotPluginId);

    public bool IsRecovering => _phase < Phase.ProcessingCommands;

    public bool IsRecoveryFinished => !IsRecovering;

    /// <summary>The sequence number of the last event replayed or stored.</summary>
    public long LastSequenceNr { get; private set; }

    public IStash Stash
    {
        get => _stash;
        set => _stash = new InternalStashAwareStash(value, _internalStash);
    }

    protected PersistenceExtension Extension { get; }

    protected virtual ILoggingAdapter Log { get; }

    /// <summary>Takes a <see cref="SnapshotOffer"/>, the replayed events and <see cref="RecoveryCompleted"/>.</summary>
    protected abstract bool ReceiveRecover(object message);

    protected abstract bool ReceiveCommand(object message);

    /// <summary>Called after the last replayed event, before <see cref="RecoveryCompleted"/>.</summary>
    protected virtual void OnReplaySuccess()
    {
    }

    /// <summary>Called when recovery fails, whether by the stores or by the actor's own handler; the actor is then stopped.</summary>
    protected virtual void OnRecoveryFailure(Exception reason, object? message = null)
    {
        if (message is null)
            Log.Error(
                reason,
                "Persistence failure when replaying events for persistenceId [{0}]. Last known sequence number [{1}]",
                PersistenceId,
                LastSequenceNr);
        else
            Log.Error(
                reason,
                "Exception in ReceiveRecover when replaying event type [{0}] with sequence number [{1}] for persistenceId [{2}]",
                message.GetType(),
                LastSequenceNr,
                PersistenceId);
    }

    /// <summary>Called when it is unknown whether an event is stored; the actor is then stopped.</summary>
    protected virtual void OnPersistFailure(Exception cause, object @event, long sequenceNr) => Log.Error(
        cause,
        "Failed to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}].",
        @event.GetType(),
        sequenceNr,
        PersistenceId);

    /// <summary>Called when the journal refused an event, which is certainly not stored; the actor goes on.</summary>
    protected virtual void OnPersistRejected(Exception cause, object @event, long sequenceNr) => Log.Error(
        cause,
        "Rejected to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}] due to [{3}].",
        @event.GetType(),
        sequenceNr,
        PersistenceId,
        cause.Message);
}
