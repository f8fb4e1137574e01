using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace ActorEngine.Kernel.Tests.Persistence;

public sealed class EventAdapterTests : IDisposable
{
    private const string Adapters = """
        akka.persistence.journal.sqlite {
          event-adapters {
            shout = "ActorEngine.Kernel.Tests.Persistence.EventAdapterTests+Shout, ActorEngine.Kernel.Tests"
            split = "ActorEngine.Kernel.Tests.Persistence.EventAdapterTests+Split, ActorEngine.Kernel.Tests"
          }
          event-adapter-bindings {
            "ActorEngine.Kernel.Tests.Persistence.Note, ActorEngine.Kernel.Tests" = [shout, split]
          }
        }
        """;

    private readonly TempDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Events_are_adapted_and_tagged_on_the_way_to_the_journal_and_split_on_the_way_back()
    {
        await using (var system = PersistenceSystem.InSqlite(_database.File, Adapters))
        {
            var actor = system.System.ActorOf(NoteActor.Props("a", new Recorder()));
            await system.AskAsync<long>(actor, new Note("x,y"));
            Assert.Equal(["x,y"], (await system.AskAsync<Notes>(actor, Ask.State)).Texts);
        }

        Assert.Equal(["1:X,Y;loud;"], _database.Query("SELECT payload || tags FROM event_journal"));
        await using var again = PersistenceSystem.InSqlite(_database.File, Adapters);
        var second = again.System.ActorOf(NoteActor.Props("a", new Recorder()));
        Assert.Equal(["X", "Y"], (await again.AskAsync<Notes>(second, Ask.State)).Texts);
    }

    [Fact]
    public void Event_sequences_hold_none_one_or_several_events()
    {
        Assert.Empty(EventSequence.Empty.Events);
        Assert.Equal(["a"], EventSequence.Single("a").Events);
        Assert.Equal(["a", "b"], EventSequence.Create("a", "b").Events);
    }

    public sealed class Shout : IWriteEventAdapter
    {
        public string Manifest(object evt) => "";

        public object ToJournal(object evt) => new Tagged(new Note(((Note)evt).Text.ToUpperInvariant()), ["loud"]);
    }

    public sealed class Split : IReadEventAdapter
    {
        public IEventSequence FromJournal(object evt, string manifest) =>
            EventSequence.Create(((Note)evt).Text.Split(',').Select(part => new Note(part)));
    }
}
