using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Health checks and start order with real probes in real containers.</summary>
public sealed class HealthTests(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private const string Server = "mkdir /www; echo fine > /www/live; exec httpd -f -p 8080 -h /www";

    private Engine Engine => shared.Engine;

    [Fact]
    public async Task Programs_ports_and_web_servers_are_probed()
    {
        // No network of its own but the loopback, and no process of a probe in it.
        (await Engine.Cli("run", "-d", "--name", "h-web", "--health-http", "8080/live", "--health-interval", "100ms", "busybox", "sh", "-c", Server)).Expect();
        (await Engine.Cli("run", "-d", "--name", "h-gone", "--health-http", "8080/gone", "--health-interval", "100ms", "--health-retries", "2", "busybox", "sh", "-c", Server)).Expect();
        (await Engine.Cli("run", "-d", "--name", "h-port", "--health-tcp", "8080", "--health-interval", "100ms", "busybox", "sh", "-c", Server)).Expect();
        (await Engine.Cli("run", "-d", "--name", "h-cmd", "--health-cmd", "echo seen; test -e /well", "--health-interval", "100ms", "--health-retries", "1", "busybox", "sleep", "1000")).Expect();
        await Becomes("h-web", "healthy");
        await Becomes("h-port", "healthy");
        await Becomes("h-gone", "unhealthy");
        await Becomes("h-cmd", "unhealthy");
        Assert.Equal("HTTP 200 OK\nfine", await Engine.Inspect("h-web", "{{(index .State.Health.Log 0).Output}}"));
        Assert.StartsWith("HTTP 404", await Engine.Inspect("h-gone", "{{(index .State.Health.Log 0).Output}}"));
        Assert.Equal("1 seen", await Engine.Inspect("h-cmd", "{{with index .State.Health.Log 0}}{{.ExitCode}} {{.Output}}{{end}}"));
        (await Engine.Cli("exec", "h-cmd", "touch", "/well")).Expect();
        await Becomes("h-cmd", "healthy");
        Assert.Equal("h-cmd Up", (await Engine.Cli("ps", "--filter", "health=healthy", "--filter", "name=h-cmd", "--format", "{{.Names}} {{.Status}}")).Expect()[..8]);
        Assert.EndsWith("(healthy)", (await Engine.Cli("ps", "--filter", "name=h-web", "--format", "{{.Status}}")).Expect());
        Assert.Equal("h-gone", (await Engine.Cli("ps", "--filter", "health=unhealthy", "--filter", "name=h-", "--format", "{{.Names}}")).Expect());
        var events = (await Engine.Cli("events", "--since", "1h", "--until", "0s", "--filter", "container=h-cmd", "--format", "{{.Action}}")).Expect().Split('\n');
        Assert.Equal(["create", "start", "health_status: unhealthy", "exec_create: touch /well", "exec_start: touch /well", "exec_die", "health_status: healthy"], events);
    }

    [Theory]
    [InlineData("runc")]
    [InlineData("crun")]
    public async Task A_probe_that_hangs_is_killed_with_all_it_started(string runtime)
    {
        (await Engine.Cli("run", "-d", "--name", "h-hangs", "--runtime", runtime, "--health-cmd", "echo begun; sleep 987 & sleep 986", "--health-timeout", "300ms", "--health-interval", "50ms", "--health-retries", "2", "busybox", "sleep", "1000")).Expect();
        await Becomes("h-hangs", "unhealthy");
        Assert.Equal("-1 Health check exceeded timeout (300ms): begun", await Engine.Inspect("h-hangs", "{{with index .State.Health.Log 0}}{{.ExitCode}} {{.Output}}{{end}}"));
        // Two were ended; at most the one that runs now is there.
        var processes = (await Engine.Cli("top", "h-hangs")).Expect().Split('\n');
        Assert.InRange(processes.Count(line => line.TrimEnd().EndsWith(" sleep 987")), 0, 1);
        Assert.InRange(processes.Count(line => line.TrimEnd().EndsWith(" sleep 986")), 0, 2);
        (await Engine.Cli("rm", "-f", "h-hangs")).Expect();
    }

    [Fact]
    public async Task An_image_brings_its_check_and_a_commit_takes_it_along()
    {
        (await Engine.Cli("run", "-d", "--name", "h-source", "--health-cmd", "true", "--health-interval", "1h30m", "busybox", "sleep", "1000")).Expect();
        (await Engine.Cli("commit", "h-source", "h-image")).Expect();
        (await Engine.Cli("run", "-d", "--name", "h-made", "--health-interval", "100ms", "h-image")).Expect();
        await Becomes("h-made", "healthy");
        Assert.Equal("""["CMD-SHELL","true"]""", await Engine.Inspect("h-made", "{{json .Config.Healthcheck.Test}}"));
        (await Engine.Cli("run", "-d", "--name", "h-off", "--no-healthcheck", "h-image")).Expect();
        Assert.Equal("", (await Engine.Cli("ps", "--filter", "name=h-off", "--filter", "health=healthy", "-q")).Expect());
        Assert.NotEqual("", (await Engine.Cli("ps", "--filter", "name=h-off", "--filter", "health=none", "-q")).Expect());
    }

    [Fact]
    public async Task Health_and_order_outlive_the_daemon() => await Engine.Use(async engine =>
    {
        (await engine.Cli("run", "-d", "--name", "db", "--restart", "always,on-unhealthy", "--health-cmd", "sleep 0.2; test ! -e /ill || sleep 985", "--health-timeout", "3s", "--health-interval", "100ms", "--health-retries", "1", "busybox", "sh", "-c", "rm -f /ill; trap exit TERM; while :; do sleep 0.05; done")).Expect();
        (await engine.Cli("run", "--name", "migrate", "--depends-on", "db:healthy", "busybox", "true")).Expect();
        (await engine.Cli("run", "-d", "--name", "web", "--restart", "always", "--depends-on", "db:healthy", "--depends-on", "migrate:completed", "busybox", "sleep", "1000")).Expect();
        Assert.Equal("healthy", await engine.Inspect("db", "{{.State.Health.Status}}"));
        Assert.Equal("db:healthy migrate:completed", (await engine.Inspect("web", "{{range .DependsOn}}{{.Container}}:{{.Condition}} {{end}}")).Trim());

        // Killed while a probe hangs: the next daemon knows the status, ends that probe, and takes the fault up.
        (await engine.Cli("exec", "db", "touch", "/ill")).Expect();
        await Until.True("a probe hangs", async () => (await engine.Cli("top", "db")).Text.Contains("sleep 985"));
        await engine.KillDaemon();
        await engine.StartDaemon();
        Assert.Equal("healthy", await engine.Inspect("db", "{{.State.Health.Status}}"));
        await Until.True("it was started again for its health", async () => await engine.Inspect("db", "{{.RestartCount}} {{.State.Health.Status}}") == "1 healthy");
        Assert.DoesNotContain("sleep 985", (await engine.Cli("top", "db")).Expect());

        // As after a restart of the host: nothing runs, and what starts again keeps the order.
        await engine.KillDaemon();
        foreach (var pid in await Pids(engine)) Engine.Kill("KILL", pid);
        await engine.StartDaemon();
        await Until.True("all run again", async () => await engine.Inspect("web", "{{.State.Status}}") == "running");
        var started = (await engine.Cli("events", "--since", "1h", "--until", "0s", "--filter", "event=start", "--filter", "event=health_status", "--format", "{{.Actor.Attributes.name}} {{.Action}}")).Expect().Split('\n');
        Assert.Equal(["db start", "db health_status: healthy", "web start"], started[^3..]);
    });

    [Fact]
    public async Task A_start_that_cannot_be_had_says_why()
    {
        Assert.Contains("No such container: h-nobody", (await Engine.Cli("create", "--depends-on", "h-nobody", "busybox", "true")).Error);
        var failed = await Engine.Cli("run", "--name", "h-fails", "busybox", "sh", "-c", "exit 4");
        Assert.Equal(4, failed.ExitCode);
        var refused = await Engine.Cli("run", "--rm", "--name", "h-waits", "--depends-on", "h-fails:completed", "busybox", "true");
        Assert.Equal(125, refused.ExitCode);
        Assert.Contains("Container h-waits depends on h-fails, which ended with exit code 4", refused.Error);
        await Until.True("--rm left nothing", async () => (await Engine.Cli("ps", "-aq", "--filter", "name=h-waits")).Text == "");
    }

    [Fact]
    public async Task A_start_that_waits_is_not_pruned_and_is_called_off_by_a_removal()
    {
        (await Engine.Cli("run", "-d", "--name", "h-slow", "busybox", "sleep", "1000")).Expect();
        (await Engine.Cli("create", "--name", "h-patient", "--label", "patient", "--depends-on", "h-slow:completed", "busybox", "true")).Expect();
        using var start = Engine.Begin("start", "h-patient");
        await Until.True("it waits", async () => (await Engine.Cli("ps", "-a", "--filter", "name=h-patient", "--format", "{{.Status}}")).Text == "Created (Waiting for h-slow to complete)");
        (await Engine.Cli("container", "prune", "--force", "--filter", "label=patient")).Expect();
        (await Engine.Cli("rm", "h-patient")).Expect();
        Assert.Contains("called off", (await start.Finished()).Error);
    }

    private Task Becomes(string container, string health) =>
        Until.True($"{container} is {health}", async () => (await Engine.Cli("inspect", "--format", "{{.State.Health.Status}}", container)).Text == health);

    private static async Task<IEnumerable<int>> Pids(Engine engine)
    {
        // The journal is not asked: the daemon is down.
        var found = await Command.Run("sh", "-c", $"cat $(find /sys/fs/cgroup -path '*{Path.GetFileName(engine.Folder)}*' -name cgroup.procs) | sort -un");
        return found.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);
    }
}
