using Akka.Actor;
using Akka.Remote;

namespace ActorEngine.Kernel.Remote.Tests;

/// <summary>A system that falls silent, is given up, and comes back.</summary>
public sealed class NodeDeathTests : IAsyncLifetime
{
    private const string Impatient = """
        akka.remote.retry-gate-closed-for = 100 ms
        akka.remote.watch-failure-detector {
          heartbeat-interval = 100 ms, acceptable-heartbeat-pause = 600 ms, unreachable-nodes-reaper-interval = 100 ms, expected-response-after = 100 ms
        }
        """;

    private readonly int _port = FreePort.Next();
    private readonly Node _a;
    private readonly Node _b;
    private readonly Proxy _wire;

    public NodeDeathTests()
    {
        _wire = new Proxy(_port);
        _a = Node.Start("A", Impatient);

        // Others reach B through the wire only.
        _b = Node.Start("B", $"akka.remote.dot-netty.tcp {{ port = {_port}, public-port = {_wire.Port} }}\n" + Impatient);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _wire.Dispose();
        await _a.Stop();
        await _b.Stop();
    }

    [Fact]
    public async Task A_silent_system_is_given_up_by_the_failure_detector()
    {
        var echo = await WatchedEcho();
        _a.Sys.EventStream.Subscribe(_a.TestActor, typeof(QuarantinedEvent));
        _wire.FallSilent();
        var messages = new[] { await _a.ExpectMsgAsync<object>(TimeSpan.FromSeconds(20)), await _a.ExpectMsgAsync<object>(TimeSpan.FromSeconds(20)) };
        var terminated = Assert.Single(messages.OfType<Terminated>());
        Assert.Equal(echo, terminated.ActorRef);
        Assert.True(terminated.AddressTerminated);
        Assert.Equal(_b.Address, Assert.Single(messages.OfType<QuarantinedEvent>()).Address);
    }

    [Fact]
    public async Task A_quarantined_system_hears_of_it_and_is_not_dealt_with_again()
    {
        await WatchedEcho();
        _b.Sys.EventStream.Subscribe(_b.TestActor, typeof(ThisActorSystemQuarantinedEvent));
        _wire.FallSilent();
        await _a.ExpectMsgAsync<Terminated>(TimeSpan.FromSeconds(20));
        _wire.Speak();
        await _b.AwaitAssertAsync(async () =>
        {
            _b.Sys.ActorSelection(new RootActorPath(_a.Address) / "user" / "nobody").Tell("knock");
            await _b.ExpectMsgAsync<ThisActorSystemQuarantinedEvent>(TimeSpan.FromMilliseconds(300));
        }, TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<AskTimeoutException>(() => _a.Select(_b, "user/echo").Ask<string>("x", TimeSpan.FromMilliseconds(500)));
    }

    [Fact]
    public async Task A_cut_connection_closes_the_gate_for_a_while_and_loses_no_watch()
    {
        var echo = await WatchedEcho();
        _a.Sys.EventStream.Subscribe(_a.TestActor, typeof(DisassociatedEvent));
        _wire.Cut();
        await _a.ExpectMsgAsync<DisassociatedEvent>();
        _wire.Mend();
        _a.Sys.EventStream.Unsubscribe(_a.TestActor);
        await _a.AwaitAssertAsync(async () => Assert.Equal("again", await echo.Ask<string>("again", TimeSpan.FromMilliseconds(300))), TimeSpan.FromSeconds(20));
        echo.Tell("stop");
        await _a.ExpectTerminatedAsync(echo, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_watch_made_while_the_connection_is_down_is_delivered_afterwards()
    {
        _b.Echo("echo");
        var echo = await _a.Find(_b, "user/echo");
        _a.Sys.EventStream.Subscribe(_a.TestActor, typeof(DisassociatedEvent));
        _wire.Cut();
        await _a.ExpectMsgAsync<DisassociatedEvent>();
        _a.Sys.EventStream.Unsubscribe(_a.TestActor);
        _a.Watch(echo);
        _wire.Mend();
        await _a.AwaitAssertAsync(async () => Assert.Equal("again", await echo.Ask<string>("again", TimeSpan.FromMilliseconds(300))), TimeSpan.FromSeconds(20));
        echo.Tell("stop");
        await _a.ExpectTerminatedAsync(echo, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_system_restarted_at_its_address_is_another_one()
    {
        var echo = await WatchedEcho();
        await _b.Stop();
        await _a.ExpectTerminatedAsync(echo);
        var again = Node.Start("B", $"akka.remote.dot-netty.tcp {{ port = {_port}, public-port = {_wire.Port} }}\n" + Impatient);
        try
        {
            again.Echo("echo");
            await _a.AwaitAssertAsync(
                async () => Assert.Equal("new", await _a.Select(again, "user/echo").Ask<string>("new", TimeSpan.FromMilliseconds(300))),
                TimeSpan.FromSeconds(20));
            var found = await _a.Find(again, "user/echo");
            Assert.NotEqual(echo, found);
            await Assert.ThrowsAsync<AskTimeoutException>(() => echo.Ask<string>("old", TimeSpan.FromMilliseconds(300)));
            _a.Watch(found);
            found.Tell("stop");
            await _a.ExpectTerminatedAsync(found, TimeSpan.FromSeconds(20));
        }
        finally
        {
            await again.Stop();
        }
    }

    [Fact]
    public async Task A_watch_on_a_system_that_was_never_there_comes_to_an_end()
    {
        var absent = ((ExtendedActorSystem)_a.Sys).Provider.ResolveActorRef($"akka.tcp://Absent@127.0.0.1:{FreePort.Next()}/user/x");
        _a.Watch(absent);
        Assert.False((await _a.ExpectTerminatedAsync(absent, TimeSpan.FromSeconds(20))).ActorRef.IsNobody());
    }

    private async Task<IActorRef> WatchedEcho()
    {
        _b.Echo("echo");
        var echo = await _a.Find(_b, "user/echo");
        await _a.WatchSettled(echo);

        // From here on only heartbeats pass; a few answers, and the watcher knows the other's incarnation.
        var heard = _wire.Answers;
        await _a.AwaitConditionAsync(() => Task.FromResult(_wire.Answers > heard + 4), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(20));
        return echo;
    }
}
