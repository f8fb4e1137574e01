using System.Text;
using ActorEngine.Client;
using ActorEngine.Contracts;
using ActorEngine.EndToEnd.Tests.Harness;
using Akka.Actor;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>The client library against a real daemon and real containers.</summary>
public sealed class ClientTests : IAsyncLifetime
{
    private readonly Nodes nodes = new();
    private Harness.Engine daemon = null!;
    private IContainerEngine engine = null!;
    private ActorSystem system = null!;
    private int port;

    public async Task InitializeAsync()
    {
        port = TcpProxy.FreePort();
        daemon = await Harness.Engine.StartNew(hocon: nodes.Hocon("a", port));
        (system, engine) = Connect("CN=app");
    }

    public async Task DisposeAsync()
    {
        await engine.DisposeAsync();
        await daemon.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Fact]
    public async Task A_container_is_made_used_and_removed()
    {
        var container = await engine.RunAsync(Shell("echo out; echo err >&2; sleep 1000"), "web");
        Assert.Equal("web", Assert.Single(await engine.ListAsync()).Name);

        await using (var session = await container.ExecAsync(new ExecSettings { Command = ["sh", "-c", "tr a-z A-Z; exit 3"], Stdin = true }))
        {
            await session.WriteAsync("hello"u8.ToArray());
            await session.CompleteInputAsync();
            Assert.Equal("HELLO", Encoding.ASCII.GetString(await session.ReadToEndAsync()));
            Assert.Equal(3, session.Exit!.Code);
        }

        using var archive = new MemoryStream();
        await using (var tar = await container.CopyFromAsync("/etc/passwd")) await tar.CopyToAsync(archive);
        archive.Position = 0;
        await container.CopyToAsync("/tmp", archive);
        Assert.Equal("passwd", (await container.StatAsync("/tmp/passwd")).Name);

        await container.KillAsync();
        Assert.Equal(9, (await container.WaitAsync()).Signal);
        await container.RemoveAsync();
        Assert.Equal(FaultCode.NotFound, (await Assert.ThrowsAsync<EngineFaultException>(() => container.InspectAsync())).Code);
    }

    [Fact]
    public async Task Networks_volumes_and_images_have_typed_calls()
    {
        var made = await engine.Networks.CreateAsync(new CreateNetwork("front"));
        await engine.Networks.CreateAsync(new CreateNetwork("back"));
        var connected = await engine.CreateAsync(Shell("true") with { Network = "front" });
        await engine.Networks.ConnectAsync(new("back"), connected.Reference);
        Assert.Equal(["back", "front"], (await connected.InspectAsync()).Networks.Select(network => network.Network).Order());
        await engine.Networks.DisconnectAsync(new("back"), connected.Reference);
        await connected.RemoveAsync();
        var volume = await engine.Volumes.CreateAsync(new CreateVolume { Name = "data" });
        var container = await engine.CreateAsync(Shell("echo changed > /data/x; echo changed > /x") with { Mounts = [new MountSettings(MountKind.Volume, "/data") { Source = "data" }] });
        Assert.Equal(made.Id, (await engine.Networks.InspectAsync(new("front"))).Id);
        await container.StartAsync();
        Assert.Equal(0, (await container.WaitAsync()).Code);

        var committed = await container.CommitAsync(new CommitContainer(container.Reference) { Reference = new("mine:1") });
        await engine.Images.TagAsync(new("mine:1"), new("mine:2"));
        Assert.Contains("mine:2", (await engine.Images.InspectAsync(new("mine:1"))).References.Single(name => name.EndsWith(":2", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.NotEmpty(await engine.Images.HistoryAsync(new("mine:1")));
        List<string> steps = [];
        var built = await engine.Images.BuildAsync(
            new BuildImage { Dockerfile = "FROM mine:1\nRUN cat /x\n", Network = "none", Tags = [new("built")] }, progress: new Listing(steps));
        Assert.Contains("changed", string.Concat(steps), StringComparison.Ordinal);
        Assert.NotEqual(committed.Id, built.Id);

        using var archive = new MemoryStream();
        await using (var saved = await engine.Images.SaveAsync([new("mine:2")])) await saved.CopyToAsync(archive);
        await engine.Images.RemoveAsync(new("mine:2"));
        archive.Position = 0;
        Assert.Equal(committed.Id, Assert.Single(await engine.Images.LoadAsync(archive)).Id);
        // What comes from an engine that refuses it is not waited for.
        await using (var gone = await engine.Images.SaveAsync([new("gone:1")]))
            Assert.Equal(FaultCode.NotFound, (await Assert.ThrowsAsync<EngineFaultException>(() => engine.Images.LoadAsync(gone))).Code);

        using var files = new MemoryStream();
        await using (var exported = await container.ExportAsync()) await exported.CopyToAsync(files);
        Assert.InRange(files.Length, 1 << 19, long.MaxValue);
        Assert.Empty((await engine.Images.VerifyAsync()).Defects);
        Assert.Contains((await engine.DiskUsageAsync()).Containers, usage => usage.Id == container.Id);
        Assert.Empty(await engine.NodesAsync());
        Assert.Empty(await engine.Registries.LoginsAsync());

        Assert.Equal([container.Id], (await engine.PruneContainersAsync()).Deleted);
        Assert.Equal(["back", "front"], (await engine.Networks.PruneAsync()).Order());
        Assert.Equal([volume.Name], (await engine.Volumes.PruneAsync(new PruneVolumes { All = true })).Deleted);
        Assert.Empty((await engine.Volumes.ListAsync()).Volumes);
        await using var missing = await engine.Images.SaveAsync([new("none:1")]);
        Assert.Equal(FaultCode.NotFound, (await Assert.ThrowsAsync<EngineFaultException>(async () => await missing.CopyToAsync(Stream.Null))).Code);
    }

    [Fact]
    public async Task An_exit_while_the_daemon_is_dead_reaches_the_watcher_with_its_true_code()
    {
        var container = await engine.RunAsync(Shell("while [ ! -e /tmp/go ]; do sleep 0.05; done; exit 42"));
        var (inbox, pid) = (new Letters(system), (await container.InspectAsync()).State.Pid);
        container.Watch(inbox.Address);
        await container.ExecAsync(new ExecSettings { Command = ["true"] });

        await daemon.KillDaemon();
        await inbox.NextAsync<NodeUnreachable>();
        await File.WriteAllTextAsync($"/proc/{pid}/root/tmp/go", "");
        await Until.True("the program has ended", () => !Directory.Exists($"/proc/{pid}"));
        await daemon.StartDaemon();

        await inbox.NextAsync<NodeReachable>();
        var exited = await inbox.NextAsync<Exited>();
        Assert.Equal((42, 0, true), (exited.Code, exited.Signal, exited.Status.Known));
        await container.RemoveAsync();
        await inbox.NextAsync<ContainerRemoved>();
    }

    [Fact]
    public async Task A_supervised_container_that_is_killed_starts_again()
    {
        var supervisor = system.ActorOf(ContainerSupervisor.Props(engine, new SupervisionSettings { Prefix = "s" }, new ChildContainer("one", Shell("sleep 1000")), new ChildContainer("two", Shell("sleep 1000"))));
        await Until.True("both run", async () => (await engine.ListAsync()).Count == 2);
        var first = await engine.FindAsync(new("s-one"));

        await first.KillAsync();

        await Until.True("another one runs", async () => (await engine.ListAsync()).Any(row => row.Name == "s-one" && row.Id != first.Id && row.Status == ContainerStatus.Running));
        await supervisor.GracefulStop(TimeSpan.FromSeconds(60), new StopSupervisor());
        Assert.Empty(await engine.ListAsync());
    }

    [Fact]
    public async Task An_actor_and_the_container_tied_to_it_end_together_whichever_ends_first()
    {
        var letters = new Letters(system);
        var guardian = system.ActorOf(Props.Create(() => new Guardian(letters.Address)));
        var killed = await engine.RunAsync(Shell("sleep 1000"));
        guardian.Tell(killed);
        Assert.Equal("tied", await letters.NextAsync<string>());

        await killed.KillAsync();

        Assert.Equal("DeathPactException", await letters.NextAsync<string>());

        var orphaned = await engine.RunAsync(Shell("sleep 1000"));
        guardian.Tell(orphaned);
        Assert.Equal("tied", await letters.NextAsync<string>());
        orphaned.Watch(letters.Address);

        system.Stop(guardian);

        Assert.True((await letters.NextAsync<Exited>()).Status.Known);
        Assert.Equal(ContainerStatus.Exited, (await orphaned.InspectAsync()).State.Status);
    }

    [Fact]
    public async Task A_reader_that_does_not_read_costs_the_daemon_nothing()
    {
        var container = await engine.CreateAsync(Shell("head -c 100000000 /dev/zero | tr '\\000' '\\n'"));
        await using var call = engine.Link.Open(new ReadLogs(container.Reference) { Follow = true });
        long before = Memory.Own(daemon.Daemon.Pid);

        await container.StartAsync();
        Assert.Equal(0, (await container.WaitAsync()).Code);

        Assert.InRange(Memory.Own(daemon.Daemon.Pid), 0, before + (40 << 10));
        long read = 0;
        await foreach (var element in call.ReadAsync())
        {
            if (element is StreamElement.Data data) read += data.Bytes.Length;
            if (read > 4_000_000) break;
        }
    }

    [Fact]
    public async Task Input_and_output_travel_as_messages()
    {
        var container = await engine.CreateAsync(Shell("cat") with { OpenStdin = true, StdinOnce = true });
        var letters = new Letters(system);
        var input = container.InputFor(letters.Address);
        input.Tell(new WriteInput("hello\n"u8.ToArray()), letters.Address);
        Assert.Equal(6, (await letters.NextAsync<InputTaken>()).Bytes);
        input.Tell(new CompleteInput(), letters.Address);
        await letters.NextAsync<InputTaken>();
        await container.StartAsync();
        Assert.Equal(0, (await container.WaitAsync(WaitCondition.NotRunning)).Code);

        container.StreamTo(letters.Address, new ReadLogs(container.Reference));

        OutputChunk chunk;
        do chunk = (await letters.NextAsync<OutputArrived>()).Chunk;
        while (chunk.Bytes.IsEmpty); // Only a position: where the reading begins.
        Assert.Equal("hello\n", Encoding.ASCII.GetString(chunk.Bytes.Span));
    }

    [Fact]
    public async Task A_thousand_watchers_hear_of_an_exit()
    {
        var container = await engine.RunAsync(Shell("sleep 1000"));
        var letters = new Letters(system);
        for (int i = 0; i < 1000; i++) container.Watch(system.ActorOf(Props.Create(() => new PassOn(letters.Address))));

        await container.KillAsync();

        for (int i = 0; i < 1000; i++) Assert.Equal(9, (await letters.NextAsync<Exited>()).Signal);
    }

    [Fact]
    public async Task A_thousand_watchers_hear_once_each_of_an_exit_while_the_daemon_was_dead()
    {
        var container = await engine.RunAsync(Shell("while [ ! -e /tmp/go ]; do sleep 0.05; done; exit 42"));
        int pid = (await container.InspectAsync()).State.Pid;
        var letters = new Letters(system);
        for (int i = 0; i < 1000; i++) container.Watch(system.ActorOf(Props.Create(() => new PassOn(letters.Address))));
        var last = new Letters(system);
        container.Watch(last.Address);

        await daemon.KillDaemon();
        await last.NextAsync<NodeUnreachable>();
        await File.WriteAllTextAsync($"/proc/{pid}/root/tmp/go", "");
        await daemon.StartDaemon();

        for (int i = 0; i < 1000; i++) Assert.Equal(42, (await letters.NextAsync<Exited>()).Code);
        await last.NextAsync<NodeReachable>();
        await last.NextAsync<Exited>();
        await container.RemoveAsync();
        await last.NextAsync<ContainerRemoved>();
        Assert.Equal(0, letters.Waiting);
    }

    [Fact]
    public async Task A_viewer_looks_and_may_do_nothing()
    {
        await engine.RunAsync(Shell("sleep 1000"), "web");
        var (_, looker) = Connect("CN=looker");
        await using var viewer = looker;

        var container = await viewer.FindAsync(new("web"));

        Assert.Equal(FaultCode.PermissionDenied, (await Assert.ThrowsAsync<EngineFaultException>(() => container.KillAsync())).Code);
        Assert.Contains("\"outcome\":\"refused\"", await File.ReadAllTextAsync(Path.Combine(daemon.State, "audit", "audit.log")), StringComparison.Ordinal);
    }

    private sealed class PassOn : ReceiveActor
    {
        public PassOn(IActorRef to) => Receive<Exited>(to.Tell);
    }

    /// <summary>Makes an actor tied to each container that it is told, and tells how they fail.</summary>
    private sealed class Guardian : ReceiveActor
    {
        private readonly IActorRef told;

        public Guardian(IActorRef told)
        {
            this.told = told;
            Receive<ContainerRef>(container => Context.ActorOf(Props.Create(() => new Tied(container, told))));
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(failure =>
        {
            told.Tell(failure.GetType().Name);
            return Directive.Stop;
        });
    }

    private sealed class Tied(ContainerRef container, IActorRef told) : ReceiveActor
    {
        protected override void PreStart()
        {
            container.LinkTo(Context);
            told.Tell("tied");
        }
    }

    private sealed class Listing(List<string> lines) : IProgress<IItem>
    {
        public void Report(IItem value)
        {
            if (value is BuildOutput output) lines.Add(output.Text);
        }
    }

    private static ContainerSettings Shell(string script) => new() { Image = new("busybox"), Command = ["sh", "-c", script], StopTimeoutSeconds = 0 };

    private (ActorSystem, IContainerEngine) Connect(string subject)
    {
        var (made, certificate) = nodes.Client(subject);
        var options = new EngineClientOptions { Certificate = certificate, EngineAuthorities = [nodes.Authority.Authority], EngineSubject = "CN=a", Patience = TimeSpan.FromSeconds(60) };
        return (made, ContainerEngine.Connect(made, Nodes.Address(port), options));
    }
}
