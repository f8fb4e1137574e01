using Akka.Actor;
using Akka.Remote;

namespace ActorEngine.Kernel.Remote.Tests;

/// <summary>
/// A system that system messages were exchanged with, and that is not heard of again. For the kernel alone: the packages quarantine only one whose
/// connection broke, not one that said that it shuts down, and which of the two they see of a system that ends is a race.
/// </summary>
public sealed class SilenceTests : IAsyncLifetime
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
        var first = await WatchedAndUnwatched(_a, b);
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

    [Fact]
    public async Task A_system_that_is_connected_and_says_nothing_is_left_alone()
    {
        var (b, c, other) = (Node.Start("B"), Node.Start("C", Impatient), Start());
        try
        {
            await WatchedAndUnwatched(_a, b);
            var gone = await WatchedAndUnwatched(c, other);
            _a.Sys.EventStream.Subscribe(_a.TestActor, typeof(QuarantinedEvent));
            c.Sys.EventStream.Subscribe(c.TestActor, typeof(QuarantinedEvent));
            await other.Stop();

            // Elsewhere the same silence began later, and was too long.
            Assert.Equal(gone.Path.Address, (await c.ExpectMsgAsync<QuarantinedEvent>(TimeSpan.FromSeconds(20))).Address);
            Assert.Equal("still", await _a.Select(b, "user/echo").Ask<string>("still", TimeSpan.FromSeconds(10)));
            Assert.False(_a.HasMessages);
        }
        finally
        {
            await c.Stop();
            await b.Stop();
        }
    }

    private Node Start() => Node.Start("B", $"akka.remote.dot-netty.tcp.port = {_port}");

    private static async Task<IActorRef> WatchedAndUnwatched(Node by, Node node)
    {
        node.Echo("echo");
        var echo = await by.Find(node, "user/echo");
        await by.WatchSettled(echo);
        by.Unwatch(echo);
        Assert.Equal("unwatched", await echo.Ask<string>("unwatched", TimeSpan.FromSeconds(10)));
        return echo;
    }
}
