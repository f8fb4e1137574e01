using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Daemon.Tests.Hosting;

/// <summary>Whole engines in directories of their own; no container is started.</summary>
public sealed class EngineHostTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_started_engine_answers_and_shows_its_actors()
    {
        await using var engine = await EngineHost.StartAsync(Options());
        await using var client = await EngineConnection.ConnectAsync(engine.Endpoint);

        Assert.IsType<EngineVersion>(await client.AskAsync(new GetVersion()));
        Assert.Empty(Assert.IsType<ContainerList>(await client.AskAsync(new ListContainers { All = true })).Containers);
        var info = Assert.IsType<EngineInfo>(await client.AskAsync(new GetInfo()));
        Assert.Equal(Environment.ProcessId, info.Pid);
        var tree = Assert.IsType<ActorTree>(await client.AskAsync(new GetActorTree()));
        Assert.Equal(["builder", "daemon", "events", "gateway", "gc", "images", "lifecycle", "logs", "networks", "projects", "registry", "stats", "volumes", "watch"], tree.Root.Children.Select(child => child.Name));
    }

    [Fact]
    public async Task A_container_that_does_not_exist_is_not_found_by_every_request()
    {
        await using var engine = await EngineHost.StartAsync(Options());
        await using var client = await EngineConnection.ConnectAsync(engine.Endpoint);
        var missing = new ContainerReference("nobody");

        foreach (IMessage request in (IMessage[])[new InspectContainer(missing), new StartContainer(missing), new ReadLogs(missing), new AttachContainer(missing),
            new StatPath(missing, "/"), new StartExec(missing, new ExecSettings { Command = ["x"] }), new GetStats { Containers = [missing] }])
            Assert.Equal(FaultCode.NotFound, Assert.IsType<Fault>(await client.AskAsync(request)).Code);
    }

    [Fact]
    public async Task Clients_may_not_send_what_actors_send_each_other()
    {
        await using var engine = await EngineHost.StartAsync(Options());
        await using var client = await EngineConnection.ConnectAsync(engine.Endpoint);

        var fault = Assert.IsType<Fault>(await client.AskAsync(new PublishEvent(DateTimeOffset.UnixEpoch, "daemon", "forged", "x")));

        Assert.Equal(FaultCode.PermissionDenied, fault.Code);
    }

    [Fact]
    public async Task A_second_engine_with_the_same_state_is_refused()
    {
        await using var engine = await EngineHost.StartAsync(Options());

        var error = await Assert.ThrowsAsync<StartException>(() => EngineHost.StartAsync(Options("other.sock")));

        Assert.Contains(Environment.ProcessId.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_journal_is_named_with_what_to_do()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "state"));
        folder.File("state/journal.db", new string('x', 5000));

        var error = await Assert.ThrowsAsync<StartException>(() => EngineHost.StartAsync(Options()));

        Assert.Contains("journal.db", error.Message, StringComparison.Ordinal);
        Assert.Contains("move it aside", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_starts_again_where_it_ended_and_keeps_its_id()
    {
        string id;
        await using (var engine = await EngineHost.StartAsync(Options())) id = await IdAsync(engine);

        await using var again = await EngineHost.StartAsync(Options());

        Assert.Equal(id, await IdAsync(again));
    }

    public void Dispose() => folder.Dispose();

    private static async Task<string> IdAsync(EngineHost engine)
    {
        await using var client = await EngineConnection.ConnectAsync(engine.Endpoint);
        return Assert.IsType<EngineInfo>(await client.AskAsync(new GetInfo())).Id;
    }

    private EngineOptions Options(string socket = "engine.sock") => new(
        Path.Combine(folder.Path, "state"), Path.Combine(folder.Path, "run"), Path.Combine(folder.Path, "etc"),
        new EngineEndpoint(Path.Combine(folder.Path, socket)));
}
