using Akka.Actor;

namespace ActorEngine.Kernel.Remote.Tests;

/// <summary>Systems at IPv6 addresses, which stand in brackets in addresses of actors.</summary>
public sealed class Ipv6Tests : IAsyncLifetime
{
    private const string Loopback = "akka.remote.dot-netty.tcp { hostname = \"::1\", port = 0 }";
    private readonly List<Node> _nodes = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.Stop();
    }

    [Fact]
    public async Task Two_systems_at_the_loopback_address_talk_and_watch()
    {
        var (a, b) = (Add("A", Loopback), Add("B", Loopback));
        Assert.Equal("[::1]", b.Address.Host);
        Assert.Equal(b.Address, Address.Parse(b.Address.ToString()));
        b.Echo("echo");
        var echo = await a.Find(b, "user/echo");
        Assert.Equal(b.Address, echo.Path.Address);
        await a.WatchSettled(echo);
        echo.Tell("stop");
        await a.ExpectTerminatedAsync(echo);
    }

    private Node Add(string name, string settings)
    {
        var node = Node.Start(name, settings);
        _nodes.Add(node);
        return node;
    }
}
