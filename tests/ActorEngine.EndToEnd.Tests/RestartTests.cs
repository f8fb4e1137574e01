using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>What happens to containers when processes of the engine end.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task A_killed_daemon_loses_no_container_no_line_and_no_exit_code()
    {
        await using var engine = await Engine.StartNew();
        (await engine.Cli("run", "-d", "--name", "counter", "busybox", "sh", "-c", "i=0; while [ $i -lt 300 ]; do i=$((i+1)); echo line $i; sleep 0.01; done; exit 42")).Expect();
        (await engine.Cli("run", "-d", "--name", "quick", "busybox", "sh", "-c", "sleep 0.3; echo done; exit 17")).Expect();
        await engine.KillDaemon();
        await Until.True("the quick one ended while nobody looked", () => Directory.GetFiles(engine.State, "exit", SearchOption.AllDirectories).Length > 0);
        await engine.StartDaemon();
        Assert.Equal("17", (await engine.Cli("wait", "quick")).Expect());
        Assert.Equal("42", (await engine.Cli("wait", "counter")).Expect());
        Assert.Equal(Enumerable.Range(1, 300).Select(i => $"line {i}"), (await engine.Cli("logs", "counter")).Expect().Split('\n'));
        Assert.Equal("done", (await engine.Cli("logs", "quick")).Expect());
    }

    [Fact]
    public async Task A_follower_outlives_the_daemon_without_gap_or_repeat()
    {
        await using var engine = await Engine.StartNew();
        (await engine.Cli("run", "-d", "--name", "steady", "busybox", "sh", "-c", "i=0; while [ $i -lt 200 ]; do i=$((i+1)); echo $i; sleep 0.01; done")).Expect();
        using var logs = engine.Begin("logs", "-f", "steady");
        await Until.True("some lines came", () => logs.Output.Contains("20\n"));
        await engine.KillDaemon();
        await engine.StartDaemon();
        Assert.Equal(Enumerable.Range(1, 200).Select(i => $"{i}"), (await logs.Finished()).Text.Split('\n'));
    }

    [Fact]
    public async Task An_attached_run_outlives_the_daemon_and_ends_with_its_code()
    {
        await using var engine = await Engine.StartNew();
        using var run = engine.Begin("run", "--rm", "busybox", "sh", "-c", "i=0; while [ $i -lt 200 ]; do i=$((i+1)); echo $i; sleep 0.01; done; exit 6");
        await Until.True("some lines came", () => run.Output.Contains("20\n"));
        await engine.KillDaemon();
        await engine.StartDaemon();
        var result = await run.Finished();
        Assert.Equal(6, result.ExitCode);
        Assert.Equal(Enumerable.Range(1, 200).Select(i => $"{i}"), result.Text.Split('\n'));
    }

    [Fact]
    public async Task Sigterm_to_the_daemon_leaves_containers_alone()
    {
        await using var engine = await Engine.StartNew();
        (await engine.Cli("run", "-d", "--name", "stays", "busybox", "sleep", "1000")).Expect();
        var pid = await engine.Inspect("stays", "{{.State.Pid}}");
        Assert.Equal(0, (await engine.StopDaemon()).ExitCode);
        Assert.True(Directory.Exists("/proc/" + pid));
        await engine.StartDaemon();
        Assert.Equal(pid, await engine.Inspect("stays", "{{.State.Pid}}"));
        Assert.Equal("running", await engine.Inspect("stays", "{{.State.Status}}"));
    }

    [Fact]
    public async Task A_killed_shim_is_replaced_and_the_container_goes_on()
    {
        await using var engine = await Engine.StartNew();
        (await engine.Cli("run", "-d", "--name", "kept", "busybox", "sh", "-c", "i=0; while [ ! -e /stop ]; do i=$((i+1)); echo $i; sleep 0.01; done; exit 5")).Expect();
        var pid = await engine.Inspect("kept", "{{.State.Pid}}");
        var shim = int.Parse(await engine.Inspect("kept", "{{.State.ShimPid}}"));
        Engine.Kill("KILL", shim);
        await Until.True("a fresh shim has it", async () => await engine.Inspect("kept", "{{.State.ShimPid}}") is var now && now != shim.ToString() && now != "0");
        Assert.Equal(pid, await engine.Inspect("kept", "{{.State.Pid}}"));
        // Its own end may come before that of the program which asks for it.
        (await engine.Cli("exec", "-d", "kept", "touch", "/stop")).Expect();
        Assert.Equal("5", (await engine.Cli("wait", "kept")).Expect());
        var lines = (await engine.Cli("logs", "kept")).Expect().Split('\n');
        Assert.Equal(Enumerable.Range(1, lines.Length).Select(i => $"{i}"), lines);
    }

    [Fact]
    public async Task Restart_policy_is_applied_to_what_ended_meanwhile()
    {
        await using var engine = await Engine.StartNew();
        (await engine.Cli("run", "-d", "--name", "again", "--restart", "always", "busybox", "sh", "-c", "echo run; sleep 0.5; exit 1")).Expect();
        await engine.KillDaemon();
        await Until.True("it ended while nobody looked", () => Directory.GetFiles(engine.State, "exit", SearchOption.AllDirectories).Length > 0);
        await engine.StartDaemon();
        await Until.True("it ran again", async () => (await engine.Cli("logs", "again")).Text.Contains("run\nrun"));
    }

    [Fact]
    public async Task What_inspect_says_right_after_a_crash_is_so_even_if_it_happened_just_before()
    {
        await using var engine = await Engine.StartNew();
        (await engine.Cli("create", "--name", "fresh", "busybox", "sleep", "1000")).Expect();
        (await engine.Cli("start", "fresh")).Expect();
        await engine.KillDaemon();
        await engine.StartDaemon(waitForAdoption: false);
        Assert.StartsWith("fresh", (await engine.Cli("ps", "--format", "{{.Names}} {{.Status}}")).Expect());
        Assert.Equal("running false", await engine.Inspect("fresh", "{{.State.Status}} {{.State.Recovering}}"));
        Assert.Matches("^fresh Up [^(]*$", (await engine.Cli("ps", "--format", "{{.Names}} {{.Status}}")).Expect());
    }

    [Fact]
    public async Task An_exec_session_says_that_the_daemon_was_lost_and_its_program_is_not_forgotten()
    {
        await using var engine = await Engine.StartNew();
        (await engine.Cli("run", "-d", "--name", "host", "busybox", "sleep", "1000")).Expect();
        using var exec = engine.Begin("exec", "-i", "host", "sh", "-c", "echo up; cat; while [ ! -e /go ]; do sleep 0.05; done; exit 9");
        await Until.True("the program runs", () => exec.Output.Contains("up"));
        await engine.KillDaemon();
        var result = await exec.Finished();
        Assert.Equal(125, result.ExitCode);
        Assert.Contains("exec session", result.Error);
        await engine.StartDaemon();
        await Until.True("it is listed", async () => await engine.Inspect("host", "{{json .ExecIDs}}") != "null");
        (await engine.Cli("exec", "host", "touch", "/go")).Expect();
        await Until.True("its end was seen", async () => await engine.Inspect("host", "{{json .ExecIDs}}") == "null");
        await Until.True("its exit code is in the event stream", async () =>
            (await engine.Cli("events", "--since", "1h", "--until", "0s", "--filter", "event=exec_die", "--format", "{{.Actor.Attributes.exitCode}}")).Expect().Split('\n').Contains("9"));
    }

    [Fact]
    public async Task Sighup_changes_what_a_running_daemon_logs()
    {
        await using var engine = await Engine.StartNew();
        await File.WriteAllTextAsync(Path.Combine(engine.Config, "level.hocon"), "actorengine.log-level = DEBUG\n");
        Engine.Kill("HUP", engine.Daemon.Pid);
        await Until.True("it read its settings again", () => engine.Daemon.Error.Contains("The log level is DEBUG"));
        // Who was there before says more from now on.
        await Until.True("it says more", () => engine.Daemon.Error.Contains(" debug "));
    }
}
