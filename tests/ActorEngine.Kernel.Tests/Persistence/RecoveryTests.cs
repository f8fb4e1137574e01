using Akka.Actor;
using Akka.Persistence;

namespace ActorEngine.Kernel.Tests.Persistence;

public class RecoveryTests
{
    [Fact]
    public async Task Stored_events_are_replayed_in_order_before_commands()
    {
        await using var system = PersistenceSystem.InMemory();
        await Store(system, "a", "one", "two", "three");
        var recorder = new Recorder();
        var again = system.System.ActorOf(NoteActor.Props("a", recorder));
        var notes = await system.AskAsync<Notes>(again, Ask.State);
        Assert.Equal(["one", "two", "three"], notes.Texts);
        Assert.Equal(["replay:one@1", "replay:two@2", "replay:three@3", "recovered@3"], recorder.Seen);
    }

    [Fact]
    public async Task A_new_id_recovers_nothing()
    {
        await using var system = PersistenceSystem.InMemory();
        var recorder = new Recorder();
        var actor = system.System.ActorOf(NoteActor.Props("new", recorder));
        Assert.Empty((await system.AskAsync<Notes>(actor, Ask.State)).Texts);
        Assert.Equal(["recovered@0"], recorder.Seen);
    }

    [Fact]
    public async Task A_snapshot_replaces_the_events_before_it()
    {
        await using var system = PersistenceSystem.InMemory();
        var before = new Recorder();
        var actor = system.System.ActorOf(NoteActor.Props("a", before));
        await system.AskAsync<long>(actor, new Note("one"));
        await system.AskAsync<long>(actor, new Note("two"));
        actor.Tell("snap");
        await before.Until("saved@2");
        await system.AskAsync<long>(actor, new Note("three"));
        await system.StopAsync(actor);

        var recorder = new Recorder();
        var again = system.System.ActorOf(NoteActor.Props("a", recorder));
        Assert.Equal(["one", "two", "three"], (await system.AskAsync<Notes>(again, Ask.State)).Texts);
        Assert.Equal(["snapshot@2", "replay:three@3", "recovered@3"], recorder.Seen);
        Assert.Equal(4L, await system.AskAsync<long>(again, new Note("four")));
    }

    [Fact]
    public async Task Recovery_may_leave_snapshots_out()
    {
        await using var system = PersistenceSystem.InMemory();
        var before = new Recorder();
        var actor = system.System.ActorOf(NoteActor.Props("a", before));
        await system.AskAsync<long>(actor, new Note("one"));
        actor.Tell("snap");
        await before.Until("saved@1");
        await system.StopAsync(actor);

        var recorder = new Recorder();
        system.System.ActorOf(NoteActor.Props("a", recorder, new Recovery(SnapshotSelectionCriteria.None)));
        Assert.Equal(["replay:one@1", "recovered@1"], await recorder.Until(2));
    }

    [Fact]
    public async Task Recovery_may_end_at_a_sequence_number_or_after_so_many_events()
    {
        await using var system = PersistenceSystem.InMemory();
        await Store(system, "a", "one", "two", "three");
        var upTo = new Recorder();
        var first = system.System.ActorOf(NoteActor.Props("a", upTo, new Recovery(SnapshotSelectionCriteria.Latest, 2)));
        Assert.Equal(["one", "two"], (await system.AskAsync<Notes>(first, Ask.State)).Texts);
        await system.StopAsync(first);

        var second = system.System.ActorOf(NoteActor.Props("a", new Recorder(), new Recovery(SnapshotSelectionCriteria.Latest, long.MaxValue, 1)));
        Assert.Equal(["one"], (await system.AskAsync<Notes>(second, Ask.State)).Texts);
    }

    [Fact]
    public async Task After_no_recovery_new_events_continue_the_numbering()
    {
        await using var system = PersistenceSystem.InMemory();
        await Store(system, "a", "one", "two");
        var actor = system.System.ActorOf(NoteActor.Props("a", new Recorder(), Recovery.None));
        Assert.Empty((await system.AskAsync<Notes>(actor, Ask.State)).Texts);
        Assert.Equal(3L, await system.AskAsync<long>(actor, new Note("three")));
    }

    [Fact]
    public async Task A_restarted_actor_recovers()
    {
        await using var system = PersistenceSystem.InMemory();
        var recorder = new Recorder();
        var actor = system.System.ActorOf(NoteActor.Props("a", recorder));
        await system.AskAsync<long>(actor, new Note("one"));
        actor.Tell("crash");
        Assert.Equal(["one"], (await system.AskAsync<Notes>(actor, Ask.State)).Texts);
        Assert.Contains("replay:one@1", recorder.Seen);
    }

    [Fact]
    public async Task Actors_beyond_the_permits_wait_for_their_turn()
    {
        await using var system = PersistenceSystem.InMemory("akka.persistence.max-concurrent-recoveries = 2");
        var recorder = new Recorder();
        var actors = Enumerable.Range(0, 30).Select(i => system.System.ActorOf(NoteActor.Props($"p{i}", recorder))).ToList();
        await Task.WhenAll(actors.Select(actor => system.AskAsync<Notes>(actor, Ask.State)));
        Assert.Equal(30, recorder.Seen.Count(what => what == "recovered@0"));
    }

    [Fact]
    public async Task A_fault_while_replaying_stops_the_actor()
    {
        await using var system = PersistenceSystem.InMemory();
        await Store(system, "a", "one");
        var recorder = new Recorder();
        system.System.ActorOf(Props.Create(() => new RefusingActor("a", recorder)));
        await recorder.Until("stopped");
        Assert.Equal(["recovery failed:I refuse one", "stopped"], recorder.Seen);
    }

    private static async Task Store(PersistenceSystem system, string id, params string[] texts)
    {
        var actor = system.System.ActorOf(NoteActor.Props(id, new Recorder()));
        foreach (var text in texts) await system.AskAsync<long>(actor, new Note(text));
        await system.StopAsync(actor);
    }

    private sealed class RefusingActor(string id, Recorder recorder) : UntypedPersistentActor
    {
        public override string PersistenceId => id;

        protected override void OnCommand(object message)
        {
        }

        protected override void OnRecover(object message)
        {
            if (message is Note note) throw new InvalidOperationException($"I refuse {note.Text}");
        }

        protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
            recorder.Add($"recovery failed:{reason.Message}");

        protected override void PostStop() => recorder.Add("stopped");
    }
}
