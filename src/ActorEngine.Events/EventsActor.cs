using ActorEngine.Contracts;
using ActorEngine.Journaling;
using ActorEngine.Serialization;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorEngine.Events;

/// <summary>Owns the numbered event stream: the only writer of its journal. Takes <see cref="PublishEvent"/>, answers <see cref="ReadEvents"/>.</summary>
public sealed class EventsActor : JournallingActor, IWithTimers
{
    /// <summary>Its identity in the journal.</summary>
    public const string JournalId = "events";

    private readonly EventSettings settings;
    private readonly ActorStates states;
    private readonly EventLog log;
    private readonly ILoggingAdapter logger = Context.GetLogger();
    private readonly TimeProvider time;
    private readonly Dictionary<IActorRef, (long After, DateTimeOffset Since)> waiting = [];
    private long sinceSnapshot;

    public EventsActor(EventSettings settings, ActorStates states, TimeProvider time)
    {
        (this.settings, this.states, this.time) = (settings, states, time);
        log = new EventLog(settings);

        Recover<SnapshotOffer>(offer => log.Restore((EventsSnapshot)offer.Snapshot));
        Recover<RecordedEvent>(log.Append);
        Recover<RecoveryCompleted>(_ => states.Set(Self, nameof(EventsActor), $"at {log.Last}"));

        Command<PublishEvent>(OnPublish);
        Command<ReadEvents>(OnRead);
        Command<Tick>(_ => OnTick());
        Command<SaveSnapshotSuccess>(OnSnapshot);
        Command<SaveSnapshotFailure>(failure => logger.Warning("The event stream's snapshot was not saved: {0}", failure.Cause.Message));
        Command<DeleteMessagesSuccess>(deleted => log.Trim(deleted.ToSequenceNr));
        Command<DeleteMessagesFailure>(failure => logger.Warning("Old events were not trimmed: {0}", failure.Cause.Message));
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(failure => logger.Warning("Old snapshots of the event stream were not trimmed: {0}", failure.Cause.Message));
    }

    /// <inheritdoc />
    public override string PersistenceId => JournalId;

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(EventSettings settings, ActorStates states, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new EventsActor(settings, states, time));

    /// <inheritdoc />
    protected override void PreStart()
    {
        states.Set(Self, nameof(EventsActor), "recovering");
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, settings.LongestWait / 3);
        base.PreStart();
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        states.Remove(Self);
        base.PostStop();
    }

    // The number it had is given again by the next run of this actor.
    /// <inheritdoc />
    protected override void OnUnwritten(Exception cause, object change) => logger.Error("An event could not be journalled: {0}", cause.Message);

    private void OnPublish(PublishEvent published)
    {
        // Events that come while a write is under way share the next one.
        if (log.Assign(published) is { } record) PersistAsync(record, OnPersisted);
        if (!published.Acknowledge) return;
        var asker = Sender;
        // After all that is on its way to the journal.
        DeferAsync(new EventRecorded(), asker.Tell);
    }

    private void OnPersisted(RecordedEvent record)
    {
        log.Append(record);
        states.Set(Self, nameof(EventsActor), $"at {log.Last}");
        foreach (var (asker, question) in waiting.ToList())
        {
            if (log.Page(question.After) is not { Events.Count: > 0 } page) continue;
            waiting.Remove(asker);
            asker.Tell(page);
        }

        if (++sinceSnapshot < settings.SnapshotEvery) return;
        sinceSnapshot = 0;
        SaveSnapshot(log.ToSnapshot());
    }

    private void OnRead(ReadEvents question)
    {
        waiting.Remove(Sender);
        long after = question.After ?? log.Last;
        var page = log.Page(after);
        if (page is null)
            Context.ActorOf(EventPageReader.Props(Sender, Math.Max(after, log.Trimmed), log.Last, settings.Page, Math.Max(0, log.Trimmed - after)));
        else if (page.Events.Count > 0 || question.After is null || !question.Wait)
            Sender.Tell(page);
        else
            waiting[Sender] = (Math.Min(after, log.Last), time.GetUtcNow());
    }

    /// <summary>Nobody waits for ever: an empty page bounds what a reader that went away leaves behind.</summary>
    private void OnTick()
    {
        var patience = time.GetUtcNow() - settings.LongestWait;
        foreach (var (asker, question) in waiting.ToList())
        {
            if (question.Since > patience) continue;
            waiting.Remove(asker);
            asker.Tell(new EventPage([], question.After, 0, true));
        }
    }

    private void OnSnapshot(SaveSnapshotSuccess saved)
    {
        DropBefore(saved);
        if (log.DueForTrimming() is > 0 and var upTo) DeleteMessages(Math.Min(upTo, saved.Metadata.SequenceNr));
    }

    private sealed record Tick
    {
        public static readonly Tick Instance = new();
    }
}
