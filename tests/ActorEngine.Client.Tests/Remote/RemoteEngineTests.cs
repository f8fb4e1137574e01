using ActorEngine.Contracts;
using ActorEngine.Daemon;
using ActorEngine.Transport;
using Akka.Actor;

namespace ActorEngine.Client.Tests.Remote;

public sealed class RemoteEngineTests : RemoteKit
{
    [Fact]
    public async Task Another_actor_system_uses_an_engine_over_the_network()
    {
        var (_, address) = await StartEngineAsync("a");
        var certificate = Authority.Issue("CN=admin");
        await using var engine = ContainerEngine.Connect(StartSystem(certificate), address, new EngineClientOptions { Certificate = certificate, EngineAuthorities = [Authority.Authority], EngineSubject = "CN=a" });

        Assert.Equal(Environment.ProcessId, (await engine.InfoAsync()).Pid);
        Assert.Empty(await engine.ListAsync());
        Assert.Equal(FaultCode.NotFound, (await Assert.ThrowsAsync<EngineFaultException>(() => engine.FindAsync(new("nobody")))).Code);
        var tree = await engine.TreeAsync();
        Assert.DoesNotContain("session-", string.Join(' ', tree.Root.Children.SelectMany(child => child.Children).Select(child => child.Name)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_is_reached_at_an_IPv6_address()
    {
        var (_, address) = await StartEngineAsync("a", "hostname = \"::1\"");
        var certificate = Authority.Issue("CN=admin");
        var system = StartSystem(certificate, "akka.remote.dot-netty.tcp.hostname = \"::1\"");
        await using var engine = ContainerEngine.Connect(system, address.Replace("127.0.0.1", "[::1]", StringComparison.Ordinal), new EngineClientOptions { Certificate = certificate });

        Assert.Equal(Environment.ProcessId, (await engine.InfoAsync()).Pid);
    }

    [Fact]
    public async Task An_engines_key_may_be_encrypted()
    {
        var (_, address) = await StartEngineAsync("a", "key-password = \"open sesame\"", password: "open sesame");
        var certificate = Authority.Issue("CN=admin");
        await using var engine = ContainerEngine.Connect(StartSystem(certificate), address, new EngineClientOptions { Certificate = certificate, EngineAuthorities = [Authority.Authority] });

        Assert.Equal(Environment.ProcessId, (await engine.InfoAsync()).Pid);
    }

    [Fact]
    public async Task A_wrong_password_of_the_key_is_named_at_the_start() =>
        Assert.Contains("remote.key-password", (await Assert.ThrowsAsync<StartException>(() => StartEngineAsync("a", "key-password = \"open barley\"", password: "open sesame"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Nothing_but_the_gate_can_be_reached_by_any_address()
    {
        var (_, address) = await StartEngineAsync("a");
        var certificate = Authority.Issue("CN=admin");
        var system = StartSystem(certificate);
        await using var engine = ContainerEngine.Connect(system, address, new EngineClientOptions { Certificate = certificate });
        await engine.InfoAsync();

        foreach (string path in (string[])["/user/engine/lifecycle", "/user/engine/images", "/user/engine/daemon/*", "/user/engine", "/system"])
            await Assert.ThrowsAnyAsync<Exception>(() => system.ActorSelection(address + path).ResolveOne(TimeSpan.FromMilliseconds(500)));
        Assert.NotNull(await system.ActorSelection(address + "/user/engine/daemon").ResolveOne(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_request_to_the_gate_without_a_session_is_refused()
    {
        var (_, address) = await StartEngineAsync("a");
        var certificate = Authority.Issue("CN=admin");
        var system = StartSystem(certificate);
        await using var engine = ContainerEngine.Connect(system, address, new EngineClientOptions { Certificate = certificate });
        await engine.InfoAsync();
        var serializer = new Serialization.EngineSerializer((ExtendedActorSystem)system);
        system.Serialization.AddSerializationMap(typeof(IMessage), serializer);

        var answer = await system.ActorSelection(address + "/user/engine/daemon").Ask<object>(new ListContainers(), TimeSpan.FromSeconds(10));

        Assert.Equal(FaultCode.PermissionDenied, Assert.IsType<Fault>(answer).Code);
    }

    [Fact]
    public async Task Local_clients_reach_another_node_through_their_engine()
    {
        var (_, address) = await StartEngineAsync("b");
        var (a, _) = await StartEngineAsync("a", $"nodes {{ b {{ address = \"{address}\", subject = \"CN=b\" }} }}");
        await using var local = await EngineConnection.ConnectAsync(a.Endpoint);
        await using var other = await EngineConnection.ConnectAsync(a.Endpoint);

        Assert.Equal(FaultCode.NotFound, Assert.IsType<Fault>(await other.AskAsync(new SelectNode("c"))).Code);
        Assert.IsType<Done>(await other.AskAsync(new SelectNode("b")));
        var far = Assert.IsType<EngineInfo>(await other.AskAsync(new GetInfo()));
        var near = Assert.IsType<EngineInfo>(await local.AskAsync(new GetInfo()));

        Assert.NotEqual(near.Id, far.Id);
        var node = Assert.Single(Assert.IsType<NodeList>(await local.AskAsync(new ListNodes())).Nodes);
        Assert.Equal((NodeState.Reachable, "CN=a", far.Id), (node.State, node.Subject, node.EngineId));
    }
}
