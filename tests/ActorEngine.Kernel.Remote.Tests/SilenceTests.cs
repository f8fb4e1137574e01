using Akka.Actor;
using Akka.Remote;

namespace ActorEngine.Kernel.Remote.Tests;

/// <summary>A system that system messages were exchanged with, and that is not heard of again.</summary>
public sealed partial class SilenceTests : IAsyncLifetime
{
    private const string Impatient = """
        akka.remote { quarantine-after-silence = 400 ms, retry-gate-closed-for = 50 ms, transport-failure-detector.heartbeat-interval = 50 ms }
        """;

    private readonly int _port = FreePort.Next();
    private readonly Node _a = Node.Start("A", Impatient);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _a.Stop();

    [Fact]
    public async Task It_is_quarantined_and_its_next_incarnation_is_dealt_with()
    {
        var b = Start();
        var first = await WatchedAndUnwatched(b);
        _a.Sys.EventStream.Subscribe(_a.TestActor, typeof(QuarantinedEvent));
        await b.Stop();

        var quarantined = await _a.ExpectMsgAsync<QuarantinedEvent>(TimeSpan.FromSeconds(20));
        Assert.Equal(first.Path.Address, quarantined.Address);

        var again = Start();
        try
        {
            again.Echo("echo");
            await _a.AwaitAssertAsync(
                async () => Assert.Equal("new", await _a.Select(again, "user/echo").Ask<string>("new", TimeSpan.FromMilliseconds(300))),
                TimeSpan.FromSeconds(20));
        }
        finally
        {
            await again.Stop();
        }
    }

    private Node Start() => Node.Start("B", $"akka.remote.dot-netty.tcp.port = {_port}");

    private async Task<IActorRef> WatchedAndUnwatched(Node node)
    {
        node.Echo("echo");
        var echo = await _a.Find(node, "user/echo");
        await _a.WatchSettled(echo);
        _a.Unwatch(echo);
        Assert.Equal("unwatched", await echo.Ask<string>("unwatched", TimeSpan.FromSeconds(10)));
        return echo;
    }
}
