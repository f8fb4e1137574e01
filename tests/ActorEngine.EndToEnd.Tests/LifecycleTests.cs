using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Verbs on a container that stays.</summary>
public sealed class LifecycleTests(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private readonly Engine _engine = shared.Engine;

    [Fact]
    public async Task Create_start_wait_logs_and_rm()
    {
        (await _engine.Cli("create", "--name", "steps", "busybox", "sh", "-c", "echo one; exit 4")).Expect();
        Assert.Equal("created", await _engine.Inspect("steps", "{{.State.Status}}"));
        (await _engine.Cli("start", "steps")).Expect();
        Assert.Equal("4", (await _engine.Cli("wait", "steps")).Expect());
        Assert.Equal("one", (await _engine.Cli("logs", "steps")).Expect());
        Assert.Equal("4", await _engine.Inspect("steps", "{{.State.ExitCode}}"));
        (await _engine.Cli("rm", "steps")).Expect();
        Assert.NotEqual(0, (await _engine.Cli("inspect", "steps")).ExitCode);
    }

    [Fact]
    public async Task Stop_sends_the_stop_signal_first()
    {
        (await _engine.Cli("run", "-d", "--name", "polite", "busybox", "sh", "-c", "trap 'echo bye; exit 7' TERM; echo up; while :; do sleep 0.1; done")).Expect();
        await Until.True("it is up", async () => (await _engine.Cli("logs", "polite")).Text == "up");
        (await _engine.Cli("stop", "polite")).Expect();
        Assert.Equal("up\nbye", (await _engine.Cli("logs", "polite")).Expect());
        Assert.Equal("7", await _engine.Inspect("polite", "{{.State.ExitCode}}"));
        (await _engine.Cli("rm", "polite")).Expect();
    }

    [Fact]
    public async Task Stop_kills_what_does_not_listen()
    {
        (await _engine.Cli("run", "-d", "--name", "deaf", "busybox", "sh", "-c", "trap '' TERM; while :; do sleep 0.1; done")).Expect();
        (await _engine.Cli("stop", "-t", "1", "deaf")).Expect();
        Assert.Equal("137", await _engine.Inspect("deaf", "{{.State.ExitCode}}"));
        (await _engine.Cli("rm", "deaf")).Expect();
    }

    [Fact]
    public async Task Pause_freezes_and_unpause_thaws()
    {
        (await _engine.Cli("run", "-d", "--name", "frozen", "busybox", "sleep", "1000")).Expect();
        (await _engine.Cli("pause", "frozen")).Expect();
        Assert.Equal("paused", await _engine.Inspect("frozen", "{{.State.Status}}"));
        Assert.Contains("paused", (await _engine.Cli("pause", "frozen")).Error);
        (await _engine.Cli("unpause", "frozen")).Expect();
        Assert.Equal("running", await _engine.Inspect("frozen", "{{.State.Status}}"));
        (await _engine.Cli("rm", "-f", "frozen")).Expect();
    }

    [Fact]
    public async Task Exec_runs_a_program_with_its_own_streams_and_code()
    {
        (await _engine.Cli("run", "-d", "--name", "host", "busybox", "sleep", "1000")).Expect();
        var result = await _engine.Cli("exec", "-e", "X=1", "host", "sh", "-c", "echo out $X; echo err >&2; exit 9");
        Assert.Equal((9, "out 1\n", "err\n"), (result.ExitCode, result.Output, result.Error));
        using var cat = _engine.Begin("exec", "-i", "host", "cat");
        await cat.Input.WriteAsync("through");
        cat.Input.Close();
        Assert.Equal("through", (await cat.Finished()).Output);
        Assert.Equal(127, (await _engine.Cli("exec", "host", "no-such-program")).ExitCode);
        (await _engine.Cli("rm", "-f", "host")).Expect();
    }

    [Fact]
    public async Task A_container_that_does_not_run_takes_no_exec_and_says_its_state()
    {
        (await _engine.Cli("create", "--name", "idle", "busybox", "true")).Expect();
        Assert.Contains("not running", (await _engine.Cli("exec", "idle", "true")).Error);
        (await _engine.Cli("rm", "idle")).Expect();
    }

    [Fact]
    public async Task Remove_of_a_running_container_is_a_conflict_unless_forced()
    {
        (await _engine.Cli("run", "-d", "--name", "busy", "busybox", "sleep", "1000")).Expect();
        Assert.Contains("running", (await _engine.Cli("rm", "busy")).Error);
        (await _engine.Cli("rm", "-f", "busy")).Expect();
    }

    [Fact]
    public async Task A_name_is_given_once_and_may_change()
    {
        (await _engine.Cli("create", "--name", "first", "busybox", "true")).Expect();
        Assert.Contains("first", (await _engine.Cli("create", "--name", "first", "busybox", "true")).Error);
        (await _engine.Cli("rename", "first", "second")).Expect();
        Assert.Equal("/second", await _engine.Inspect("second", "{{.Name}}"));
        (await _engine.Cli("rm", "second")).Expect();
    }

    [Fact]
    public async Task On_failure_restarts_as_often_as_asked()
    {
        (await _engine.Cli("run", "-d", "--name", "flaky", "--restart", "on-failure:2", "busybox", "sh", "-c", "echo try; exit 1")).Expect();
        await Until.True("three tries", async () => (await _engine.Cli("logs", "flaky")).Text == "try\ntry\ntry");
        await _engine.WaitForStatus("flaky", "exited");
        Assert.Equal("2", await _engine.Inspect("flaky", "{{.RestartCount}}"));
        (await _engine.Cli("rm", "flaky")).Expect();
    }

    [Fact]
    public async Task Copy_goes_in_and_out_and_diff_shows_it()
    {
        (await _engine.Cli("run", "-d", "--name", "files", "busybox", "sleep", "1000")).Expect();
        var folder = Directory.CreateTempSubdirectory("copy");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "in"), "content\n");
        (await _engine.Cli("cp", Path.Combine(folder.FullName, "in"), "files:/tmp/there")).Expect();
        Assert.Equal("content", (await _engine.Cli("exec", "files", "cat", "/tmp/there")).Expect());
        (await _engine.Cli("cp", "files:/tmp/there", Path.Combine(folder.FullName, "out"))).Expect();
        Assert.Equal("content\n", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "out")));
        Assert.Contains("A /tmp/there", (await _engine.Cli("diff", "files")).Expect());
        (await _engine.Cli("rm", "-f", "files")).Expect();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Diff_shows_what_the_program_changed_and_nothing_of_the_engines()
    {
        (await _engine.Cli("run", "--name", "changed", "busybox", "sh", "-c", "cat /etc/hosts && echo new > /new")).Expect();
        Assert.Equal("A /new", (await _engine.Cli("diff", "changed")).Expect());
        (await _engine.Cli("rm", "changed")).Expect();
    }

    [Fact]
    public async Task Logs_follow_until_the_end()
    {
        (await _engine.Cli("run", "-d", "--name", "chatty", "busybox", "sh", "-c", "for i in 1 2 3; do echo $i; sleep 0.2; done")).Expect();
        using var logs = _engine.Begin("logs", "-f", "chatty");
        Assert.Equal("1\n2\n3\n", (await logs.Finished()).Output);
        Assert.Equal("3", (await _engine.Cli("logs", "--tail", "1", "chatty")).Expect());
        (await _engine.Cli("rm", "chatty")).Expect();
    }

    [Fact]
    public async Task Top_stats_and_events_answer()
    {
        var before = (await _engine.Cli("info", "--format", "{{.Pid}}")).Expect();
        (await _engine.Cli("run", "-d", "--name", "seen", "busybox", "sleep", "1000")).Expect();
        Assert.Contains("sleep", (await _engine.Cli("top", "seen")).Expect());
        Assert.Contains("seen", (await _engine.Cli("stats", "--no-stream")).Expect());
        (await _engine.Cli("rm", "-f", "seen")).Expect();
        var events = (await _engine.Cli("events", "--since", "1h", "--until", "0s", "--filter", "container=seen", "--format", "{{.Action}}")).Expect();
        Assert.Equal(["create", "start", "kill", "die", "destroy"], events.Split('\n').Where(e => e is "create" or "start" or "kill" or "die" or "destroy"));
        Assert.NotEqual("0", before);
    }
}
