using Akka.Actor;
using Akka.Persistence;

namespace ActorEngine.Kernel.Tests.Persistence;

public class PersistOrderTests
{
    [Fact]
    public async Task Commands_wait_while_an_event_is_stored()
    {
        var seen = await Run(
            (actor, text) =>
            {
                actor.Report($"command {text}");
                actor.Persist(new Note(text), stored => actor.Report($"stored {stored.Text}"));
            },
            4,
            "a",
            "b");
        Assert.Equal(["command a", "stored a", "command b", "stored b"], seen);
    }

    [Fact]
    public async Task Several_events_of_a_command_are_handled_in_order()
    {
        var seen = await Run(
            (actor, text) =>
            {
                actor.Persist(new Note(text + 1), stored => actor.Report(stored.Text));
                actor.PersistAll([new Note(text + 2), new Note(text + 3)], stored => actor.Report(stored.Text));
            },
            6,
            "a",
            "b");
        Assert.Equal(["a1", "a2", "a3", "b1", "b2", "b3"], seen);
    }

    [Fact]
    public async Task An_event_persisted_in_a_handler_is_handled_before_the_next_command()
    {
        var seen = await Run(
            (actor, text) => actor.Persist(new Note(text), outer =>
            {
                actor.Report($"outer {outer.Text}");
                actor.Persist(new Note(text), inner => actor.Report($"inner {inner.Text}"));
            }),
            4,
            "a",
            "b");
        Assert.Equal(["outer a", "inner a", "outer b", "inner b"], seen);
    }

    [Fact]
    public async Task Asynchronously_persisted_events_are_handled_in_order()
    {
        var seen = await Run(
            (actor, text) =>
            {
                actor.PersistAsync(new Note(text + 1), stored => actor.Report(stored.Text));
                actor.PersistAllAsync([new Note(text + 2), new Note(text + 3)], stored => actor.Report(stored.Text));
            },
            6,
            "a",
            "b");
        Assert.Equal(["a1", "a2", "a3", "b1", "b2", "b3"], seen);
    }

    [Fact]
    public async Task A_deferred_handler_keeps_its_place_among_the_events()
    {
        var seen = await Run(
            (actor, text) =>
            {
                actor.DeferAsync("first", deferred => actor.Report(deferred));
                actor.PersistAsync(new Note(text), stored => actor.Report(stored.Text));
                actor.DeferAsync("then", deferred => actor.Report(deferred));
            },
            3,
            "a");
        Assert.Equal(["first", "a", "then"], seen);
    }

    [Fact]
    public async Task The_sender_is_the_commands_sender_in_every_handler()
    {
        await using var system = PersistenceSystem.InMemory();
        var actor = system.System.ActorOf(ScriptedActor.Props("s", new Recorder(), (self, text) =>
            self.PersistAsync(new Note(text), stored => self.Reply(stored.Text))));
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => system.AskAsync<string>(actor, $"m{i}")));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"m{i}"), replies);
    }

    [Fact]
    public async Task Messages_the_actor_stashed_come_back_in_order()
    {
        await using var system = PersistenceSystem.InMemory();
        var recorder = new Recorder();
        var open = false;
        var actor = system.System.ActorOf(ScriptedActor.Props("s", recorder, (self, text) =>
        {
            if (text == "open")
            {
                open = true;
                self.Persist(new Note(text), _ =>
                {
                    self.Report("open");
                    self.Stash.UnstashAll();
                });
            }
            else if (open) self.Persist(new Note(text), stored => self.Report(stored.Text));
            else self.Stash.Stash();
        }));
        foreach (var text in new[] { "a", "b", "open", "c" }) actor.Tell(text);
        Assert.Equal(["open", "a", "b", "c"], await recorder.Until(4));
    }

    [Fact]
    public async Task An_asynchronous_command_is_finished_before_the_next()
    {
        await using var system = PersistenceSystem.InMemory();
        var recorder = new Recorder();
        var actor = system.System.ActorOf(Props.Create(() => new AsyncActor(recorder)));
        actor.Tell("a");
        actor.Tell("b");
        Assert.Equal(["begin a", "end a", "stored a", "begin b", "end b", "stored b"], await recorder.Until(6));
    }

    [Fact]
    public async Task Nothing_is_persisted_during_recovery()
    {
        await using var system = PersistenceSystem.InMemory();
        var first = system.System.ActorOf(NoteActor.Props("r", new Recorder()));
        await system.AskAsync<long>(first, new Note("x"));
        await system.StopAsync(first);
        var recorder = new Recorder();
        system.System.ActorOf(Props.Create(() => new EagerActor("r", recorder)));
        var seen = await recorder.Until(1);
        Assert.Equal(nameof(InvalidOperationException), seen[0]);
    }

    private static async Task<IReadOnlyList<string>> Run(Action<ScriptedActor, string> script, int reports, params string[] texts)
    {
        await using var system = PersistenceSystem.InMemory();
        var recorder = new Recorder();
        var actor = system.System.ActorOf(ScriptedActor.Props("s", recorder, script));
        foreach (var text in texts) actor.Tell(text);
        return await recorder.Until(reports);
    }

    private sealed class AsyncActor : ReceivePersistentActor
    {
        public AsyncActor(Recorder recorder) => CommandAsync<string>(async text =>
        {
            recorder.Add($"begin {text}");
            await Task.Yield();
            recorder.Add($"end {text}");
            Persist(new Note(text), stored => recorder.Add($"stored {stored.Text}"));
        });

        public override string PersistenceId => "async";
    }

    private sealed class EagerActor(string id, Recorder recorder) : UntypedPersistentActor
    {
        public override string PersistenceId => id;

        protected override void OnCommand(object message)
        {
        }

        protected override void OnRecover(object message)
        {
            if (message is Note) Persist(new Note("y"), _ => { });
        }

        protected override void OnRecoveryFailure(Exception reason, object? message = null) => recorder.Add(reason.GetType().Name);
    }
}
