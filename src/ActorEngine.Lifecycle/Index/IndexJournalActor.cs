using ActorEngine.Journaling;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorEngine.Lifecycle;

/// <summary>What the index's journal held when it was read.</summary>
internal sealed record IndexRead(IndexSnapshot Index) : IIndexMessage;

/// <summary>The index's journal cannot be read.</summary>
internal sealed record IndexUnreadable(Exception Failure) : IIndexMessage;

/// <summary>Write this change. Answer: <see cref="IndexWritten"/>; when it cannot be written this actor says why and stops.</summary>
internal sealed record WriteIndex(IIndexEvent Change, long Tag) : IIndexMessage;

/// <summary>The change with this tag is durable.</summary>
internal sealed record IndexWritten(long Tag) : IIndexMessage;

/// <summary>The journal refused to be written; whatever has not been confirmed is not in it.</summary>
internal sealed record IndexRefused(Exception Cause) : IIndexMessage;

/// <summary>
/// The journal of the container index. An actor of its own, so that a disk that cannot be written stops this one and not the one that
/// supervises all containers.
/// </summary>
internal sealed class IndexJournalActor : JournallingActor
{
    /// <summary>Entries after which the index is written whole and its journal cut.</summary>
    private const int SnapshotEvery = 500;

    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly IndexState index = new();
    private readonly IndexSnapshot? repaired;
    private int sinceSnapshot;

    public IndexJournalActor(IndexSnapshot? repaired)
    {
        this.repaired = repaired;
        Recover<SnapshotOffer>(offer => index.Restore((IndexSnapshot)offer.Snapshot));
        Recover<IIndexEvent>(change =>
        {
            index.Apply(change);
            sinceSnapshot++;
        });
        Recover<RecoveryCompleted>(_ => OnRecovered());
        Command<WriteIndex>(OnWrite);
        Command<SaveSnapshotSuccess>(Cut);
        Command<SaveSnapshotFailure>(failed => log.Warning(failed.Cause, "The snapshot of the container index was not saved; its journal stays long."));
        Command<DeleteMessagesFailure>(failed => log.Warning(failed.Cause, "The journal of the container index was not cut."));
        CommandAny(_ => { });
    }

    public override string PersistenceId => "lifecycle";

    public override Recovery Recovery => repaired is null ? base.Recovery : Recovery.None;

    /// <param name="repaired">When given, the journal is not read but replaced by this.</param>
    public static Props Props(IndexSnapshot? repaired = null) => Akka.Actor.Props.Create(() => new IndexJournalActor(repaired));

    // Its orders would be carried out twice; the manager opens the journal again instead.
    protected override void PostRestart(Exception reason)
    {
        base.PostRestart(reason);
        Context.Stop(Self);
    }

    protected override void OnUnwritten(Exception cause, object change)
    {
        log.Error("The container index: {0} could not be journalled: {1}", change.GetType().Name, cause.Message);
        Context.Parent.Tell(new IndexRefused(cause));
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        Context.Parent.Tell(new IndexUnreadable(reason));
        base.OnRecoveryFailure(reason, message);
    }

    private void OnRecovered()
    {
        if (repaired is not null)
        {
            index.Restore(repaired);
            SaveSnapshot(repaired);
        }

        Context.Parent.Tell(new IndexRead(index.ToSnapshot()));
    }

    private void OnWrite(WriteIndex write) => PersistAsync(write.Change, written =>
    {
        index.Apply(written);
        Context.Parent.Tell(new IndexWritten(write.Tag));
        if (++sinceSnapshot < SnapshotEvery) return;
        sinceSnapshot = 0;
        SaveSnapshot(index.ToSnapshot());
    });
}
