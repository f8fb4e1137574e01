using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Lifecycle;

/// <summary>Writing the index, through an actor that may stop when the disk refuses.</summary>
public sealed partial class LifecycleManagerActor
{
    private static readonly TimeSpan JournalPause = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<long, (IIndexEvent Change, Action? Then, Action<Fault>? Refused)> writing = [];

    /// <summary>Changes that happened whether they could be written or not; written as soon as the journal can be.</summary>
    private readonly List<IIndexEvent> owed = [];
    private IActorRef? journal;
    private bool journalReady, madeAnew;
    private long lastTag;
    private string refusal = "it is being opened";

    private void OpenJournal(IndexSnapshot? repaired)
    {
        journal = Context.Watch(Context.ActorOf(IndexJournalActor.Props(repaired), $"index-{++lastTag}"));
    }

    /// <param name="then">When it is durable.</param>
    /// <param name="refused">When it cannot be; null for what must be written later then.</param>
    private void Write(IIndexEvent change, Action? then, Action<Fault>? refused)
    {
        if (!journalReady)
        {
            Refuse(change, refused, refusal);
            return;
        }

        long tag = ++lastTag;
        writing[tag] = (change, then, refused);
        journal.Tell(new WriteIndex(change, tag));
    }

    private void Refuse(IIndexEvent change, Action<Fault>? refused, string why)
    {
        if (refused is null) owed.Add(change);
        else refused(new Fault(FaultCode.Storage, $"The engine's journal cannot be written, so nothing was changed: {why}"));
    }

    private void OnWritten(IndexWritten message)
    {
        if (writing.Remove(message.Tag, out (IIndexEvent Change, Action? Then, Action<Fault>? Refused) write)) write.Then?.Invoke();
    }

    private void OnRefused(IndexRefused message)
    {
        refusal = message.Cause.Message;
        journalReady = false;
    }

    private void OnJournalGone()
    {
        journal = null;
        journalReady = false;
        (IIndexEvent Change, Action? Then, Action<Fault>? Refused)[] lost = [.. writing.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
        writing.Clear();
        foreach (var write in lost) Refuse(write.Change, write.Refused, refusal);
        Timers.StartSingleTimer(nameof(OpenAgain), new OpenAgain(), JournalPause);
    }

    private void OnJournalOpen()
    {
        journalReady = true;
        IIndexEvent[] due = [.. owed];
        owed.Clear();
        foreach (IIndexEvent change in due) Write(change, null, null);
        if (notes.Count > 0) OnWriteNotes();
    }

    private void OnIndexRead(IndexRead message)
    {
        index.Restore(message.Index);
        journalReady = true;
        Become(Serving);
        BeginRecovery();
        while (early.TryDequeue(out (object Message, IActorRef Sender) held)) Self.Tell(held.Message, held.Sender);
    }

    // The containers' own journals are still there; which there are is known from their directories.
    private void OnIndexUnreadable(IndexUnreadable message)
    {
        log.Error(message.Failure, "The container index's journal cannot be read; it is made anew from the containers' own.");
        services.Projection.Warn($"The container index could not be read and was made anew from the containers' own journals: {message.Failure.Message}");
        Bounded.RunAsync(host.ListAsync, services.Settings.OperationTimeout, services.Time)
            .PipeTo(Self, Self, ids => new FoundOnDisk(ids), _ => new OpenAgain());
    }

    private void OnFoundOnDisk(FoundOnDisk found)
    {
        Timers.Cancel(nameof(OpenAgain));
        madeAnew = true;
        DateTimeOffset now = services.Time.GetUtcNow();
        OpenJournal(new IndexSnapshot([.. found.Ids.Select(id => new IndexEntry(id, id.Short, default, "", now))]));
    }
}
