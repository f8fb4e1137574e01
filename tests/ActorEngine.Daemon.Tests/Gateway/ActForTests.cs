using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Daemon.Tests.Gateway;

/// <summary>Connections of a gateway, which ask in the name of its clients.</summary>
public sealed class ActForTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public Task Whoever_may_not_use_the_engine_may_not_through_a_gateway() => Use(async client =>
    {
        var refused = Assert.IsType<Fault>(await client.AskAsync(new ActFor { User = 12345, Group = 12345 }));

        Assert.Equal(FaultCode.PermissionDenied, refused.Code);
        Assert.Contains("User 12345 may not use this engine", refused.Message, StringComparison.Ordinal);
        Assert.Equal(FaultCode.PermissionDenied, Assert.IsType<Fault>(await client.AskAsync(new GetVersion())).Code);
    });

    [Fact]
    public Task Root_stays_root() => Use(async client =>
    {
        Assert.IsType<Done>(await client.AskAsync(new ActFor { User = 0 }));
        Assert.IsType<EngineVersion>(await client.AskAsync(new GetVersion()));
    });

    [Fact]
    public Task For_whom_it_asks_is_said_once_and_first() => Use(async client =>
    {
        Assert.IsType<Done>(await client.AskAsync(new ActFor { User = 0 }));
        Assert.Equal(FaultCode.Conflict, Assert.IsType<Fault>(await client.AskAsync(new ActFor { User = 0 })).Code);
    });

    [Fact]
    public Task It_is_not_said_after_something_was_asked() => Use(async client =>
    {
        await client.AskAsync(new GetVersion());
        Assert.Equal(FaultCode.Conflict, Assert.IsType<Fault>(await client.AskAsync(new ActFor { User = 0 })).Code);
    });

    [Fact]
    public Task Certificates_open_nothing_while_the_network_is_not_served() => Use(async client =>
    {
        var refused = Assert.IsType<Fault>(await client.AskAsync(new ActFor { Certificates = ["bm9uc2Vuc2U="] }));
        Assert.Equal("Docker clients are not served over the network.", refused.Message);
    });

    [Fact]
    public Task A_clients_connection_is_not_told_the_configuration() => Use(async client =>
    {
        Assert.IsType<GatewayConfiguration>(await client.AskAsync(new GetGatewayConfiguration()));
        await client.AskAsync(new ActFor { User = 0 });
        Assert.Equal(FaultCode.PermissionDenied, Assert.IsType<Fault>(await client.AskAsync(new GetGatewayConfiguration())).Code);
    });

    private async Task Use(Func<EngineConnection, Task> test)
    {
        var endpoint = new EngineEndpoint(Path.Combine(folder.Path, "engine.sock"));
        await using var engine = await EngineHost.StartAsync(new EngineOptions(Path.Combine(folder.Path, "state"), Path.Combine(folder.Path, "run"), Path.Combine(folder.Path, "etc"), endpoint));
        await using var client = await EngineConnection.ConnectAsync(endpoint);
        await test(client);
    }
}
