using ActorEngine.Contracts;
using ActorEngine.Events;
using ActorEngine.Serialization;
using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace ActorEngine.Daemon.Tests.Events;

public sealed class EventsActorTests : TestKit
{
    private static readonly EventSettings Settings = new() { Tail = 16, Page = 4, SnapshotEvery = 20, Keep = 30 };

    static EventsActorTests() => JournalTypes.Register(EventsJournal.Types);

    public EventsActorTests() : base(EngineSerializer.Hocon + """

        akka.loglevel = WARNING
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """)
    {
    }

    [Fact]
    public void A_reader_at_the_end_gets_the_next_event_as_soon_as_it_is_journalled()
    {
        var events = Make();
        events.Tell(new ReadEvents(null));
        long cursor = ExpectMsg<EventPage>().Next;

        events.Tell(new ReadEvents(cursor));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        events.Tell(Event("start"));

        Assert.Equal("start", Assert.Single(ExpectMsg<EventPage>().Events).Action);
    }

    [Fact]
    public void A_reader_from_the_beginning_gets_every_event_once_and_in_order()
    {
        var events = Make();
        for (int i = 1; i <= 28; i++) events.Tell(Event($"e{i}"));

        Assert.Equal(Enumerable.Range(1, 28).Select(i => $"e{i}"), ReadAll(events, 0, 28).Select(e => e.Action));
    }

    [Fact]
    public void Numbers_go_on_after_a_restart()
    {
        var events = Make();
        for (int i = 1; i <= 25; i++) events.Tell(Event($"e{i}"));
        ReadAll(events, 0, 25);
        Watch(events);
        Sys.Stop(events);
        ExpectTerminated(events);

        var again = Make();
        again.Tell(Event("after"));
        var last = ReadAll(again, 25, 1).Single();

        Assert.Equal((26, "after"), (last.Number, last.Action));
    }

    [Fact]
    public void An_event_published_twice_with_one_id_is_there_once()
    {
        var events = Make();
        events.Tell(Event("once") with { DeduplicationId = "id" });
        events.Tell(Event("once") with { DeduplicationId = "id" });
        events.Tell(Event("then"));

        Assert.Equal(["once", "then"], ReadAll(events, 0, 2).Select(e => e.Action));
    }

    [Fact]
    public void Who_wants_to_know_is_told_when_the_journal_has_it_also_when_it_had_it_before()
    {
        var events = Make();
        var published = Event("destroy") with { DeduplicationId = "id", Acknowledge = true };

        events.Tell(Event("before"));
        events.Tell(published);
        ExpectMsg<EventRecorded>();
        events.Tell(published);
        ExpectMsg<EventRecorded>();

        Assert.Equal(["before", "destroy"], ReadAll(events, 0, 2).Select(e => e.Action));
    }

    [Fact]
    public void A_reader_that_does_not_want_to_wait_gets_an_empty_page()
    {
        var events = Make();

        events.Tell(new ReadEvents(0, Wait: false));

        Assert.Empty(ExpectMsg<EventPage>().Events);
    }

    private IActorRef Make() => Sys.ActorOf(EventsActor.Props(Settings, new ActorStates(), TimeProvider.System));

    private List<EngineEvent> ReadAll(IActorRef events, long after, int count)
    {
        var read = new List<EngineEvent>();
        while (read.Count < count)
        {
            events.Tell(new ReadEvents(after));
            var page = ExpectMsg<EventPage>();
            Assert.Equal(0, page.Missed);
            read.AddRange(page.Events);
            after = page.Next;
        }

        return read;
    }

    private static PublishEvent Event(string action) => new(DateTimeOffset.UnixEpoch, "container", action, "c");
}
