using ActorEngine.Client;
using ActorEngine.Contracts;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>A role that is confined to labels, on real containers: two teams on one engine.</summary>
public sealed class LabelScopeTests : IAsyncLifetime
{
    private readonly Nodes nodes = new();

    private readonly int port = TcpProxy.FreePort();
    private Engine daemon = null!;
    private IContainerEngine web = null!;

    public async Task InitializeAsync()
    {
        daemon = await Engine.StartNew(hocon: nodes.Hocon("a", port, """
            subjects = [ { subject = "CN=web", role = operator, labels = ["team=web"] }, { subject = "CN=deputy", role = viewer, labels = ["team=web", "stage=test"] } ]
            """));
        web = nodes.Connect(nodes.Client("CN=web"), Nodes.Address(port));
        foreach (string team in (string[])["web", "db"])
            (await daemon.Cli("run", "-d", "--name", team, "--label", $"team={team}", "busybox", "sh", "-c", $"echo secret of {team}; sleep 1000")).Expect();
    }

    public async Task DisposeAsync()
    {
        await web.DisposeAsync();
        await daemon.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Fact]
    public async Task The_own_container_can_be_used()
    {
        var own = await web.FindAsync(new("web"));
        await using (var exec = await own.ExecAsync(new ExecSettings { Command = ["echo", "inside"] })) Assert.Equal("inside\n"u8.ToArray(), await exec.ReadToEndAsync());
        await foreach (var chunk in own.LogsAsync(new ReadLogs(own.Reference) { Follow = true }))
            if (!chunk.Bytes.IsEmpty) break;
        await own.KillAsync();
        Assert.Equal(9, (await own.WaitAsync()).Signal);
        await own.RemoveAsync();
    }

    [Fact]
    public async Task Another_teams_container_is_out_of_reach_by_every_name()
    {
        string id = (await daemon.Inspect("db", "{{.Id}}"));
        foreach (string name in (string[])["db", id, id[..12]])
        {
            Assert.Equal(FaultCode.PermissionDenied, (await Assert.ThrowsAsync<EngineFaultException>(() => web.FindAsync(new(name)))).Code);
            var container = web.Container(new ContainerId(id));
            foreach (var attempt in (Func<Task>[])
            [
                () => container.KillAsync(), () => container.RemoveAsync(force: true), () => container.StatAsync("/etc/passwd"), () => container.RenameAsync("mine"),
                () => container.ExecAsync(new ExecSettings { Command = ["true"] }), () => container.AttachAsync(), () => container.CopyFromAsync("/etc"),
                async () => await container.LogsAsync().GetAsyncEnumerator().MoveNextAsync(),
                async () => await web.StatsAsync([new ContainerReference(name)]).GetAsyncEnumerator().MoveNextAsync(),
            ])
                Assert.Equal(FaultCode.PermissionDenied, (await Assert.ThrowsAsync<EngineFaultException>(attempt)).Code);
        }

        Assert.Equal("running", await daemon.Inspect("db", "{{.State.Status}}"));
    }

    [Fact]
    public async Task A_renamed_container_moves_no_command_to_another_team()
    {
        var own = await web.FindAsync(new("web"));
        (await daemon.Cli("rename", "web", "was-web")).Expect();
        (await daemon.Cli("rename", "db", "web")).Expect();

        await own.KillAsync();

        Assert.Equal(FaultCode.PermissionDenied, (await Assert.ThrowsAsync<EngineFaultException>(() => web.FindAsync(new("web")))).Code);
        Assert.Equal("running", await daemon.Inspect("web", "{{.State.Status}}"));
        await daemon.WaitForStatus("was-web", "exited");
    }

    [Fact]
    public async Task Lists_events_and_statistics_show_the_own_containers_only()
    {
        using var over = new CancellationTokenSource();
        var told = new List<EngineEvent>();
        await using var deputy = nodes.Connect(nodes.Client("CN=deputy"), Nodes.Address(port));

        Assert.Equal(["web"], (await web.ListAsync(new ListContainers { All = true })).Select(row => row.Name));
        Assert.Empty(await deputy.ListAsync(new ListContainers { All = true }));
        await foreach (var snapshot in web.StatsAsync())
        {
            Assert.Equal("web", Assert.Single(snapshot.Containers).Name);
            break;
        }

        (await daemon.Cli("kill", "db")).Expect();
        (await daemon.Cli("kill", "web")).Expect();
        await foreach (var happened in web.EventsAsync(new SubscribeEvents { After = 0 }))
        {
            told.Add(happened);
            if (happened.Action == "die") break;
        }

        Assert.All(told, happened => Assert.Equal("web", happened.Attributes["name"]));
    }

    [Fact]
    public async Task What_is_made_has_to_have_the_labels()
    {
        var settings = new ContainerSettings { Image = new("busybox"), Command = ["true"] };

        var refused = await Assert.ThrowsAsync<EngineFaultException>(() => web.CreateAsync(settings with { Labels = new Dictionary<string, string> { ["team"] = "db" } }));
        var made = await web.CreateAsync(settings with { Labels = new Dictionary<string, string> { ["team"] = "web", ["job"] = "1" } }, "made");

        Assert.Equal((FaultCode.PermissionDenied, "labels"), (refused.Code, refused.Fault.Field));
        Assert.Equal("web", await daemon.Inspect("made", "{{index .Config.Labels \"team\"}}"));
        await made.RemoveAsync();
    }
}
