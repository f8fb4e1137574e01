using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Tests.Engine;

public sealed class RestartTests
{
    [Fact]
    public async Task Run_goes_on_over_a_restart_without_a_byte_lost_or_repeated()
    {
        using var line = new CommandLineRun();
        var first = new FakeEngine(line.Socket, async call =>
        {
            if (call.Request is CreateContainer) await call.ReplyAsync(Answers.Created);
            if (call.Request is StartContainer) await call.ReplyAsync(new Done());
            if (call.Request is not AttachContainer) return;
            await call.WriteAsync("one\n");
            await call.SendItemAsync(new StreamPosition(new LogPosition(1, 40)));
            await call.WriteAsync("two\n");
        });
        var running = line.RunAsync("run", "busybox");
        await Until(() => line.Output == "one\ntwo\n");
        await first.DisposeAsync();
        await using var second = new FakeEngine(line.Socket, async call =>
        {
            if (call.Request is WaitContainer) await call.ReplyAsync(Answers.Waited(7));
            if (call.Request is not AttachContainer { From: { } from }) return;
            Assert.Equal(new LogPosition(1, 40), from);
            await call.WriteAsync("two\nthree\n");
            await call.ReplyAsync(new StreamEnded());
        });
        Assert.Equal(7, await running);
        Assert.Equal("one\ntwo\nthree\n", line.Output);
        Assert.Single(line.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain(second.Asked, message => message is StartContainer or CreateContainer);
    }

    [Fact]
    public async Task A_container_gone_meanwhile_has_its_code_from_the_events()
    {
        using var line = new CommandLineRun();
        var first = new FakeEngine(line.Socket, async call =>
        {
            if (call.Request is CreateContainer) await call.ReplyAsync(Answers.Created);
            if (call.Request is StartContainer) await call.ReplyAsync(new Done());
        });
        var running = line.RunAsync("run", "--rm", "busybox");
        await first.AskedAsync<StartContainer>();
        await first.AskedAsync<AttachContainer>();
        await Task.Yield();
        await first.DisposeAsync();
        await using var second = new FakeEngine(line.Socket, async call =>
        {
            if (call.Request is SubscribeEvents)
                await call.SendItemAsync(new EngineEvent(9, DateTimeOffset.UnixEpoch, "container", "die", Answers.Id.Value) { Attributes = new Dictionary<string, string> { ["exitCode"] = "3" } });
            await call.ReplyAsync(call.Request switch
            {
                SubscribeEvents or AttachContainer => new StreamEnded(),
                StartContainer => new Done(),
                InspectContainer => Answers.Inspection(ContainerStatus.Exited),
                _ => Answers.NotFound("there is no such container"),
            });
        });
        Assert.Equal(3, await running);
    }

    [Fact]
    public async Task Events_go_on_after_the_last_number()
    {
        using var line = new CommandLineRun();
        var first = new FakeEngine(line.Socket, async call => await call.SendItemAsync(Event(5)));
        var running = line.RunAsync("events", "--format", "{{.Number}}");
        await Until(() => line.Output == "5\n");
        await first.DisposeAsync();
        await using var second = new FakeEngine(line.Socket, async call =>
        {
            Assert.Equal(5, ((SubscribeEvents)call.Request).After);
            await call.SendItemAsync(Event(6));
            await call.ReplyAsync(new StreamEnded());
        });
        Assert.Equal(0, await running);
        Assert.Equal("5\n6\n", line.Output);
    }

    [Fact]
    public async Task Following_logs_asks_on_from_the_last_position()
    {
        using var line = new CommandLineRun();
        var first = new FakeEngine(line.Socket, async call =>
        {
            await call.SendItemAsync(new StreamPosition(new LogPosition(2, 8)));
            await call.WriteAsync("a");
        });
        var running = line.RunAsync("logs", "-f", "--tail", "5", "web");
        await Until(() => line.Output == "a");
        await first.DisposeAsync();
        await using var second = new FakeEngine(line.Socket, async call =>
        {
            Assert.Equal((new LogPosition(2, 8), null), (((ReadLogs)call.Request).From, ((ReadLogs)call.Request).Tail));
            await call.WriteAsync("ab");
            await call.ReplyAsync(new StreamEnded());
        });
        Assert.Equal(0, await running);
        Assert.Equal("ab", line.Output);
    }

    [Fact]
    public async Task An_engine_that_says_it_is_unavailable_is_asked_again()
    {
        using var line = new CommandLineRun();
        int asked = 0;
        await using var engine = new FakeEngine(line.Socket, async call =>
            await call.ReplyAsync(++asked < 3 ? new Fault(FaultCode.Unavailable, "the engine is stopping") : Answers.Waited(6)));
        Assert.Equal(0, await line.RunAsync("wait", "web"));
        Assert.Equal("6\n", line.Output);
    }

    [Fact]
    public async Task An_engine_that_does_not_come_back_is_given_up()
    {
        using var line = new CommandLineRun();
        var engine = new FakeEngine(line.Socket, _ => Task.CompletedTask);
        var running = line.RunAsync("--reconnect", "200ms", "wait", "web");
        await engine.AskedAsync<WaitContainer>();
        await engine.DisposeAsync();
        Assert.Equal(1, await running);
        Assert.Contains("No engine answers", line.Error);
    }

    private static EngineEvent Event(long number) => new(number, DateTimeOffset.UnixEpoch, "container", "start", Answers.Id.Value);

    private static async Task Until(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition()) await Task.Delay(5, limit.Token);
    }
}
