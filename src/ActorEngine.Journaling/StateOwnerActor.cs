using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorEngine.Journaling;

/// <summary>
/// Base of an actor that owns one part of the engine's state and journals every change before it acts on it. A journal that cannot be written stops the
/// actor: it begins again from what is written, and who asked is told that nothing was changed.
/// </summary>
public abstract class StateOwnerActor : JournallingActor
{
    private const long SnapshotEvery = 1000;

    /// <summary>Requests that wait until the actor serves; more are answered <see cref="FaultCode.Overloaded"/>.</summary>
    private const int MaximumEarly = 10_000;

    private readonly string subject;
    private readonly Queue<(object Message, IActorRef Sender)> early = new();
    private readonly ILoggingAdapter log = Context.GetLogger();

    /// <summary>Who asked for what is being journalled; gets the fault when the journal refuses.</summary>
    private Action<Fault>? refused;
    private long sinceSnapshot;

    /// <param name="subject">What it owns, as log lines and faults name it: <c>networks</c>. Also its identity in the journal.</param>
    protected StateOwnerActor(string subject) => this.subject = subject;

    /// <inheritdoc />
    public override string PersistenceId => subject;

    /// <summary>A change that is durable, or was.</summary>
    protected abstract void Apply(object change);

    /// <summary>All of the state, for the snapshot store.</summary>
    protected abstract object Snapshot();

    /// <summary>The state has changed and can be shown to readers.</summary>
    protected abstract void Show();

    /// <summary>What the journal answers, in every state of the actor.</summary>
    protected void JournalResults()
    {
        Command<SaveSnapshotSuccess>(Cut);
        Command<SaveSnapshotFailure>(failed => log.Warning("The snapshot of the {0} was not saved; their journal stays long: {1}", subject, failed.Cause.Message));
        Command<DeleteMessagesSuccess>(_ => { });
        Command<DeleteMessagesFailure>(failed => log.Warning("Old events of the {0} were not deleted: {1}", subject, failed.Cause.Message));
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(failed => log.Warning("Old snapshots of the {0} were not deleted: {1}", subject, failed.Cause.Message));
    }

    /// <summary>The state is being compared with the machine: everything else waits.</summary>
    protected void Hold(object message)
    {
        if (early.Count < MaximumEarly) early.Enqueue((message, Sender));
        else Sender.Tell(new Fault(FaultCode.Overloaded, $"The {subject} are still being compared with the host's; ask again."));
    }

    /// <summary>What waited comes now.</summary>
    protected void Release()
    {
        while (early.TryDequeue(out (object Message, IActorRef Sender) held)) Self.Tell(held.Message, held.Sender);
    }

    /// <summary>Journals one change; see the other form.</summary>
    protected void Record(object change, Action<Fault>? refused, Action then) => Record([change], refused, then);

    /// <summary>Journals changes in one write: either all of them happened or none.</summary>
    /// <param name="changes">May be empty: then nothing is written.</param>
    /// <param name="refused">Told why the journal cannot be written; the actor stops after it.</param>
    /// <param name="then">Called when they are durable, applied and shown.</param>
    protected void Record(IReadOnlyList<object> changes, Action<Fault>? refused, Action then)
    {
        if (changes.Count == 0)
        {
            then();
            return;
        }

        int left = changes.Count;
        this.refused = refused;
        PersistAll(changes, change =>
        {
            Apply(change);
            sinceSnapshot++;
            if (--left > 0) return;
            this.refused = null;
            Show();
            then();
            if (sinceSnapshot < SnapshotEvery) return;
            sinceSnapshot = 0;
            SaveSnapshot(Snapshot());
        });
    }

    /// <inheritdoc />
    protected sealed override void OnUnwritten(Exception cause, object change)
    {
        log.Error("{0} could not be journalled; the {1}' actor begins again: {2}", change.GetType().Name, subject, cause.Message);
        refused?.Invoke(new Fault(FaultCode.Storage, $"The engine's journal cannot be written, so nothing was changed: {cause.Message}"));
        refused = null;
    }
}
