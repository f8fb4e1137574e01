using Akka.Actor;
using Akka.Persistence;

namespace ActorEngine.Kernel.Tests.Persistence;

public sealed class SqliteJournalTests : IDisposable
{
    private readonly TempDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Events_outlive_the_system()
    {
        await Store("a", "one", "two");
        var recorder = new Recorder();
        await using var system = PersistenceSystem.InSqlite(_database.File);
        var actor = system.System.ActorOf(NoteActor.Props("a", recorder));
        Assert.Equal(["one", "two"], (await system.AskAsync<Notes>(actor, Ask.State)).Texts);
        Assert.Equal(["replay:one@1", "replay:two@2", "recovered@2"], recorder.Seen);
    }

    [Fact]
    public async Task Rows_have_the_columns_of_the_format()
    {
        var before = TimeProvider.System.GetUtcNow().UtcDateTime.Ticks;
        await Store("a", "one");
        Assert.Equal(
            ["1,a,1,0,note,1:one,null,4711"],
            _database.Query("SELECT ordering, persistence_id, sequence_nr, is_deleted, manifest, payload, tags, serializer_id FROM event_journal"));
        var ticks = long.Parse(_database.Query("SELECT timestamp FROM event_journal")[0]);
        Assert.InRange(ticks, before, TimeProvider.System.GetUtcNow().UtcDateTime.Ticks);
    }

    [Fact]
    public async Task Ids_do_not_see_each_others_events()
    {
        await Store("a", "one");
        await Store("b", "two", "three");
        await using var system = PersistenceSystem.InSqlite(_database.File);
        var a = system.System.ActorOf(NoteActor.Props("a", new Recorder()));
        var b = system.System.ActorOf(NoteActor.Props("b", new Recorder()));
        Assert.Equal(["one"], (await system.AskAsync<Notes>(a, Ask.State)).Texts);
        Assert.Equal(["two", "three"], (await system.AskAsync<Notes>(b, Ask.State)).Texts);
    }

    [Fact]
    public async Task Deleted_events_leave_the_numbering()
    {
        var recorder = new Recorder();
        await using (var system = PersistenceSystem.InSqlite(_database.File))
        {
            var actor = system.System.ActorOf(NoteActor.Props("a", recorder));
            await system.AskAsync<long>(actor, new Note("one"));
            await system.AskAsync<long>(actor, new Note("two"));
            actor.Tell(long.MaxValue);
            await recorder.Until("deleted@2");
        }

        Assert.Equal(["0"], _database.Query("SELECT COUNT(*) FROM event_journal"));
        Assert.Equal(["a,2"], _database.Query("SELECT persistence_id, sequence_nr FROM journal_metadata"));
        await using var again = PersistenceSystem.InSqlite(_database.File);
        var second = again.System.ActorOf(NoteActor.Props("a", recorder));
        Assert.Equal(3L, await again.AskAsync<long>(second, new Note("three")));
    }

    [Fact]
    public async Task Deleting_beyond_the_last_event_fails()
    {
        var recorder = new Recorder();
        await using var system = PersistenceSystem.InSqlite(_database.File);
        var actor = system.System.ActorOf(NoteActor.Props("a", recorder));
        await system.AskAsync<long>(actor, new Note("one"));
        actor.Tell(2L);
        await recorder.Until("not deleted@2");
    }

    [Fact]
    public async Task A_corrupt_row_fails_the_recovery_of_its_own_id_only()
    {
        await Store("a", "one", "two");
        await Store("b", "three");
        Assert.Equal(1, _database.Execute("UPDATE event_journal SET payload = x'00ff' WHERE persistence_id = 'a' AND sequence_nr = 2"));
        var recorder = new Recorder();
        await using var system = PersistenceSystem.InSqlite(_database.File);
        system.System.ActorOf(NoteActor.Props("a", recorder));
        var b = system.System.ActorOf(NoteActor.Props("b", new Recorder()));
        Assert.Equal(["three"], (await system.AskAsync<Notes>(b, Ask.State)).Texts);
        var seen = await recorder.Until("stopped");
        Assert.Contains("recovery failed:these bytes are corrupt", seen);
        Assert.DoesNotContain("recovered@2", seen);
    }

    [Fact]
    public async Task An_event_that_cannot_be_written_is_rejected_and_the_actor_goes_on()
    {
        var recorder = new Recorder();
        await using var system = PersistenceSystem.InSqlite(_database.File);
        var actor = system.System.ActorOf(NoteActor.Props("a", recorder));
        actor.Tell(new Note("unwritable"));
        await recorder.Until("rejected@1:this cannot be written");
        Assert.Equal(2L, await system.AskAsync<long>(actor, new Note("two")));
    }

    [Fact]
    public async Task Two_writers_of_one_id_do_not_overwrite_each_other()
    {
        var recorder = new Recorder();
        await using var system = PersistenceSystem.InSqlite(_database.File);
        var first = system.System.ActorOf(NoteActor.Props("a", new Recorder()));
        var second = system.System.ActorOf(NoteActor.Props("a", recorder));
        await system.AskAsync<Notes>(second, Ask.State);
        Assert.Equal(1L, await system.AskAsync<long>(first, new Note("one")));
        second.Tell(new Note("two"));
        await recorder.Until(2);
        Assert.StartsWith("rejected@1:", recorder.Seen[1], StringComparison.Ordinal);
        Assert.Equal(["1:one"], _database.Query("SELECT payload FROM event_journal"));
    }

    [Fact]
    public async Task Events_persisted_together_are_stored_all_or_none()
    {
        var recorder = new Recorder();
        await using var system = PersistenceSystem.InSqlite(_database.File);
        var actor = system.System.ActorOf(ScriptedActor.Props("s", recorder, (self, text) =>
        {
            self.PersistAll([new Note("good"), new Note(text)], _ => { });
            self.DeferAsync("done", _ => self.Report("done"));
        }));
        actor.Tell("unwritable");
        await recorder.Until("done");
        Assert.Equal(["0"], _database.Query("SELECT COUNT(*) FROM event_journal"));
    }

    [Fact]
    public async Task Tables_may_have_other_names()
    {
        const string names = "akka.persistence.journal.sqlite { table-name = events, metadata-table-name = highest }";
        await using (var system = PersistenceSystem.InSqlite(_database.File, names))
        {
            var actor = system.System.ActorOf(NoteActor.Props("a", new Recorder()));
            await system.AskAsync<long>(actor, new Note("one"));
        }

        Assert.Equal(["1:one"], _database.Query("SELECT payload FROM events"));
        Assert.Equal(["0"], _database.Query("SELECT COUNT(*) FROM highest"));
    }

    [Fact]
    public async Task Some_actors_write_at_the_same_time()
    {
        await using var system = PersistenceSystem.InSqlite(_database.File);
        var actors = Enumerable.Range(0, 8).Select(i => system.System.ActorOf(NoteActor.Props($"a{i}", new Recorder()))).ToList();
        var numbers = await Task.WhenAll(actors.SelectMany(actor =>
            Enumerable.Range(1, 10).Select(i => system.AskAsync<long>(actor, new Note($"n{i}")))));
        Assert.Equal(80, numbers.Length);
        Assert.Equal(["8,80,10"], _database.Query(
            "SELECT COUNT(DISTINCT persistence_id), COUNT(*), MAX(sequence_nr) FROM event_journal"));
    }

    private async Task Store(string id, params string[] texts)
    {
        await using var system = PersistenceSystem.InSqlite(_database.File);
        var actor = system.System.ActorOf(NoteActor.Props(id, new Recorder()));
        foreach (var text in texts) await system.AskAsync<long>(actor, new Note(text));
    }
}
