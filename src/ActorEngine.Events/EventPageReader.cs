using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Persistence;

namespace ActorEngine.Events;

/// <summary>Reads one page of old events from the journal for one asker, and stops.</summary>
internal sealed class EventPageReader : ReceiveActor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<EngineEvent> events = [];
    private readonly IActorRef asker;
    private readonly long after, last, missed;
    private readonly int page;

    public EventPageReader(IActorRef asker, long after, long last, int page, long missed)
    {
        (this.asker, this.after, this.last, this.page, this.missed) = (asker, after, last, page, missed);
        Receive<ReplayedMessage>(OnReplayed);
        Receive<RecoverySuccess>(_ => OnEnd());
        Receive<ReplayMessagesFailure>(failure => Fail(new Fault(FaultCode.Storage, $"The event journal cannot be read: {failure.Cause.Message}")));
        Receive<ReceiveTimeout>(_ => Fail(new Fault(FaultCode.Timeout, "The event journal did not answer.")));
    }

    public static Props Props(IActorRef asker, long after, long last, int page, long missed) =>
        Akka.Actor.Props.Create(() => new EventPageReader(asker, after, last, page, missed));

    protected override void PreStart()
    {
        Context.SetReceiveTimeout(Patience);
        var journal = Persistence.Instance.Apply(Context.System).JournalFor(null);
        journal.Tell(new ReplayMessages(after + 1, Math.Min(last, after + page), page, EventsActor.JournalId, Self), Self);
    }

    private void OnReplayed(ReplayedMessage replayed)
    {
        if (replayed.Persistent.Payload is RecordedEvent record) events.Add(record.ToEvent());
    }

    private void OnEnd()
    {
        // An empty page means that these were trimmed meanwhile; the cursor moves on all the same.
        long next = Math.Min(last, after + page);
        long gap = events.Count == 0 ? next - after : events[0].Number - after - 1;
        asker.Tell(new EventPage(events, next, missed + gap, next == last), Context.Parent);
        Context.Stop(Self);
    }

    private void Fail(Fault fault)
    {
        asker.Tell(new EventsUnreadable(fault), Context.Parent);
        Context.Stop(Self);
    }
}
