using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>The gateway is a process of its own: it comes with the first client, may die, and outlives the daemon for its clients' sake.</summary>
public sealed class GatewayProcessTests
{
    [Fact]
    public Task It_starts_with_the_first_client_and_the_tree_shows_it() => Engine.Use(async engine =>
    {
        Assert.Contains("waiting for the first client", (await engine.Cli("tree")).Expect());
        Assert.False(File.Exists(Note(engine)));
        Assert.Equal("660 root", (await Command.Run("stat", "-c", "%a %U", engine.DockerSocket)).Expect());

        using var client = GatewayEngine.Connect(engine.DockerSocket);
        Assert.Equal("OK", await Ping(client));

        Assert.Contains($"process {Pid(engine)}", (await engine.Cli("tree")).Expect());
    });

    [Fact]
    public Task A_killed_one_harms_nothing_and_the_next_client_has_another() => Engine.Use(async engine =>
    {
        (await engine.Cli("run", "-d", "--name", "kept", "busybox", "sleep", "1000")).Expect();
        using (var client = GatewayEngine.Connect(engine.DockerSocket)) await Ping(client);
        int first = Pid(engine);

        Engine.Kill("KILL", first);

        using var next = GatewayEngine.Connect(engine.DockerSocket);
        Assert.Equal("OK", await Ping(next));
        Assert.NotEqual(first, Pid(engine));
        Assert.Equal("running", await engine.Inspect("kept", "{{.State.Status}}"));
    });

    [Fact]
    public Task One_that_is_stuck_is_replaced_while_the_engine_answers() => Engine.Use(async engine =>
    {
        using (var client = GatewayEngine.Connect(engine.DockerSocket)) await Ping(client);
        int first = Pid(engine);
        Engine.Kill("STOP", first);

        using var waiting = GatewayEngine.Connect(engine.DockerSocket);
        var answer = Ping(waiting);
        Assert.Contains($"process {first}", (await engine.Cli("tree")).Expect());

        // Whoever was taken from the queue by the kernel before the end sees a reset and comes again.
        await answer.ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(TimeSpan.FromSeconds(60));
        using var next = GatewayEngine.Connect(engine.DockerSocket);
        Assert.Equal("OK", await Ping(next));
        Assert.NotEqual(first, Pid(engine));
    });

    [Fact]
    public Task A_daemon_that_was_killed_finds_it_again_and_its_clients_go_on() => Engine.Use(async engine =>
    {
        using var client = GatewayEngine.Connect(engine.DockerSocket);
        await Ping(client);
        int first = Pid(engine);

        await engine.KillDaemon();
        var meanwhile = Version(client);
        await engine.StartDaemon();

        Assert.Contains("ActorEngine", await meanwhile);
        Assert.Contains("ActorEngine", await Version(client));
        Assert.Equal(first, Pid(engine));
        using var other = GatewayEngine.Connect(engine.DockerSocket);
        Assert.Equal("OK", await Ping(other));
        Assert.Contains($"process {first}", (await engine.Cli("tree")).Expect());
    });

    [Fact]
    public Task Without_clients_it_ends_with_the_daemon() => Engine.Use(async engine =>
    {
        using (var client = GatewayEngine.Connect(engine.DockerSocket)) await Ping(client);
        int first = Pid(engine);

        await engine.StopDaemon();

        await Until.True("the gateway has ended", () => !Directory.Exists($"/proc/{first}"));
        await engine.StartDaemon();
        using var next = GatewayEngine.Connect(engine.DockerSocket);
        Assert.Equal("OK", await Ping(next));
    });

    [Fact]
    public async Task A_new_build_is_used_for_new_clients_and_the_old_one_ends_with_its_last()
    {
        string bin = Directory.CreateTempSubdirectory("bin").FullName;
        (await Command.Run("cp", "-a", Checkout.Bin + "/.", bin)).Expect();
        await using (var engine = await Engine.StartNew(bin))
        {
            var old = GatewayEngine.Connect(engine.DockerSocket);
            await Ping(old);
            int first = Pid(engine);
            File.Copy(Path.Combine(bin, "actor-gateway.dll"), Path.Combine(bin, "new"));
            File.SetLastWriteTimeUtc(Path.Combine(bin, "new"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            File.Move(Path.Combine(bin, "new"), Path.Combine(bin, "actor-gateway.dll"), overwrite: true);

            await engine.StopDaemon();
            await engine.StartDaemon();

            using var next = GatewayEngine.Connect(engine.DockerSocket);
            Assert.Equal("OK", await Ping(next));
            Assert.NotEqual(first, Pid(engine));
            old.Dispose();
            await Until.True("the old gateway has ended", () => !Directory.Exists($"/proc/{first}"));
        }

        Directory.Delete(bin, recursive: true);
    }

    [Fact]
    public async Task One_that_nobody_uses_ends_and_comes_again()
    {
        await using var engine = await Engine.StartNew(hocon: "actorengine.gateway.idle-timeout = 1s");
        using (var client = GatewayEngine.Connect(engine.DockerSocket)) await Ping(client);
        int first = Pid(engine);

        await Until.True("the gateway has ended", () => !Directory.Exists($"/proc/{first}"));

        using var next = GatewayEngine.Connect(engine.DockerSocket);
        Assert.Equal("OK", await Ping(next));
    }

    [Fact]
    public async Task Off_there_is_no_socket()
    {
        await using var engine = await Engine.StartNew(hocon: "actorengine.gateway.enabled = off");
        Assert.False(File.Exists(engine.DockerSocket));
        Assert.DoesNotContain("gateway", (await engine.Cli("tree")).Expect());
    }

    private static string Note(Engine engine) => Path.Combine(engine.Run, "gateway", "pid");

    private static int Pid(Engine engine) => int.Parse(File.ReadAllText(Note(engine)).Split(' ')[0]);

    private static Task<string> Ping(HttpClient client) => client.GetStringAsync(new Uri("http://docker/_ping"));

    private static Task<string> Version(HttpClient client) => client.GetStringAsync(new Uri("http://docker/version"));
}
