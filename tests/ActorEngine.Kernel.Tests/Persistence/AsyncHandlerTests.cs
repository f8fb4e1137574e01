using Akka.Actor;

namespace ActorEngine.Kernel.Tests.Persistence;

/// <summary>Handlers of stored events that await, and what is called after the last of several.</summary>
public class AsyncHandlerTests
{
    [Fact]
    public async Task A_command_waits_until_the_handlers_task_is_done()
    {
        var seen = await Run(
            (actor, text) => actor.Persist(new Note(text), async stored =>
            {
                actor.Report($"begin {stored.Text}");
                await Task.Yield();
                actor.Report($"end {stored.Text}");
            }),
            4,
            "a",
            "b");
        Assert.Equal(["begin a", "end a", "begin b", "end b"], seen);
    }

    [Fact]
    public async Task The_handlers_of_several_events_run_one_after_the_other()
    {
        var seen = await Run(
            (actor, text) => actor.PersistAll([new Note(text + 1), new Note(text + 2)], async stored =>
            {
                actor.Report($"begin {stored.Text}");
                await Task.Yield();
                actor.Report($"end {stored.Text}");
            }),
            8,
            "a",
            "b");
        Assert.Equal(["begin a1", "end a1", "begin a2", "end a2", "begin b1", "end b1", "begin b2", "end b2"], seen);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task What_completes_several_events_is_called_after_the_last_handler(bool handlerAwaits, bool completionAwaits)
    {
        var seen = await Run(
            (actor, text) =>
            {
                Note[] events = [new Note(text + 1), new Note(text + 2)];
                void Handle(Note stored) => actor.Report(stored.Text);
                void Complete() => actor.Report("complete " + text);
                async Task HandleAsync(Note stored)
                {
                    await Task.Yield();
                    Handle(stored);
                }

                async Task CompleteAsync()
                {
                    await Task.Yield();
                    Complete();
                }

                switch (handlerAwaits, completionAwaits)
                {
                    case (false, false): actor.PersistAll(events, Handle, Complete); break;
                    case (false, true): actor.PersistAll(events, Handle, CompleteAsync); break;
                    case (true, false): actor.PersistAll(events, HandleAsync, Complete); break;
                    default: actor.PersistAll(events, HandleAsync, CompleteAsync); break;
                }
            },
            6,
            "a",
            "b");
        Assert.Equal(["a1", "a2", "complete a", "b1", "b2", "complete b"], seen);
    }

    [Fact]
    public async Task Commands_go_on_until_the_asynchronously_persisted_events_are_stored()
    {
        var seen = await Run(
            (actor, text) =>
            {
                actor.PersistAsync(new Note(text + 1), async stored =>
                {
                    await Task.Yield();
                    actor.Report(stored.Text);
                });
                actor.PersistAllAsync(
                    [new Note(text + 2), new Note(text + 3)],
                    async stored =>
                    {
                        await Task.Yield();
                        actor.Report(stored.Text);
                    },
                    () => actor.Report("complete " + text));
            },
            8,
            "a",
            "b");
        Assert.Equal(["a1", "a2", "a3", "complete a", "b1", "b2", "b3", "complete b"], seen);
    }

    [Fact]
    public async Task Completion_is_called_when_there_are_no_events()
    {
        var seen = await Run(
            (actor, text) =>
            {
                actor.Report("command " + text);
                actor.PersistAll(Array.Empty<Note>(), _ => actor.Report("handler"), () => actor.Report("complete " + text));
                actor.Report("persisted " + text);
            },
            6,
            "a",
            "b");
        Assert.Equal(["command a", "persisted a", "complete a", "command b", "persisted b", "complete b"], seen);
    }

    [Fact]
    public async Task A_deferred_handler_that_awaits_runs_after_the_command()
    {
        var seen = await Run(
            (actor, text) =>
            {
                actor.DeferAsync("deferred", async deferred =>
                {
                    await Task.Yield();
                    actor.Report(deferred);
                });
                actor.Report("command");
            },
            2,
            "a");
        Assert.Equal(["command", "deferred"], seen);
    }

    [Fact]
    public async Task An_event_persisted_after_an_await_is_handled_before_the_next_command()
    {
        var seen = await Run(
            (actor, text) => actor.Persist(new Note(text), async outer =>
            {
                await Task.Yield();
                actor.Report($"outer {outer.Text}");
                actor.Persist(new Note(text), inner => actor.Report($"inner {inner.Text}"));
            }),
            4,
            "a",
            "b");
        Assert.Equal(["outer a", "inner a", "outer b", "inner b"], seen);
    }

    [Fact]
    public async Task The_sender_is_still_the_commands_sender_after_an_await()
    {
        await using var system = PersistenceSystem.InMemory();
        var actor = system.System.ActorOf(ScriptedActor.Props("s", new Recorder(), (self, text) =>
            self.Persist(new Note(text), async stored =>
            {
                await Task.Yield();
                self.Reply(stored.Text);
            })));
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => system.AskAsync<string>(actor, $"m{i}")));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"m{i}"), replies);
    }

    [Fact]
    public async Task A_handler_whose_task_fails_fails_the_actor_which_goes_on_after_its_restart()
    {
        await using var system = PersistenceSystem.InMemory();
        var actor = system.System.ActorOf(ScriptedActor.Props("s", new Recorder(), (self, text) =>
            self.Persist(new Note(text), async stored =>
            {
                await Task.Yield();
                if (text == "bad") throw new InvalidOperationException("bad");
                self.Reply($"{stored.Text}@{self.LastSequenceNr}");
            })));
        actor.Tell("bad");
        Assert.Equal("good@2", await system.AskAsync<string>(actor, "good"));
    }

    private static async Task<IReadOnlyList<string>> Run(Action<ScriptedActor, string> script, int reports, params string[] texts)
    {
        await using var system = PersistenceSystem.InMemory();
        var recorder = new Recorder();
        var actor = system.System.ActorOf(ScriptedActor.Props("s", recorder, script));
        foreach (var text in texts) actor.Tell(text);
        return await recorder.Until(reports);
    }
}
