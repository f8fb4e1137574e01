using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>What a user types first.</summary>
public sealed class RunTests(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private readonly Engine _engine = shared.Engine;

    [Fact]
    public async Task Run_prints_what_the_container_writes_and_removes_it()
    {
        Assert.Equal("hello", (await _engine.Cli("run", "--rm", "--name", "once", "busybox", "echo", "hello")).Expect());
        Assert.DoesNotContain("once", (await _engine.Cli("ps", "-a")).Expect());
    }

    [Theory]
    [InlineData(0, "exit 0")]
    [InlineData(3, "exit 3")]
    [InlineData(255, "exit 255")]
    [InlineData(143, "kill -TERM $$; sleep 5")]
    public async Task Run_ends_with_the_containers_exit_code(int code, string script) =>
        Assert.Equal(code, (await _engine.Cli("run", "--rm", "busybox", "sh", "-c", $"trap 'exit 143' TERM; {script}")).ExitCode);

    [Fact]
    public async Task A_missing_program_is_127_and_names_it()
    {
        var result = await _engine.Cli("run", "--rm", "busybox", "no-such-program");
        Assert.Equal(127, result.ExitCode);
        Assert.Contains("no-such-program", result.Error);
    }

    [Fact]
    public async Task A_program_that_cannot_be_executed_is_126() =>
        Assert.Equal(126, (await _engine.Cli("run", "--rm", "busybox", "/etc")).ExitCode);

    [Fact]
    public async Task An_unknown_image_is_125_and_names_it()
    {
        var result = await _engine.Cli("run", "--rm", "no-such-image");
        Assert.Equal(125, result.ExitCode);
        Assert.Contains("no-such-image", result.Error);
    }

    [Fact]
    public async Task Stdout_and_stderr_stay_apart()
    {
        var result = await _engine.Cli("run", "--rm", "busybox", "sh", "-c", "echo out; echo err >&2");
        Assert.Equal("out\n", result.Output);
        Assert.Equal("err\n", result.Error);
    }

    [Fact]
    public async Task Ten_megabytes_of_output_arrive_whole()
    {
        var result = await _engine.Cli("run", "--rm", "busybox", "sh", "-c", "seq 1 1300000");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(1300000, result.Output.Count(c => c == '\n'));
        Assert.EndsWith("\n1299999\n1300000\n", result.Output);
    }

    [Fact]
    public async Task Stdin_reaches_the_program_and_its_end_too()
    {
        using var cat = _engine.Begin("run", "-i", "--rm", "busybox", "cat");
        await cat.Input.WriteAsync("one\ntwo");
        cat.Input.Close();
        Assert.Equal("one\ntwo", (await cat.Finished()).Output);
    }

    [Fact]
    public async Task Environment_user_directory_and_hostname_are_as_asked()
    {
        var result = await _engine.Cli("run", "--rm", "-e", "A=b c", "-w", "/tmp", "-u", "1000:100", "-h", "box", "busybox",
            "sh", "-c", "echo $A; pwd; id -u; id -g; hostname");
        Assert.Equal("b c\n/tmp\n1000\n100\nbox\n", result.Output);
    }

    [Fact]
    public async Task A_memory_limit_is_seen_in_the_cgroup()
    {
        var id = (await _engine.Cli("run", "-d", "--memory", "64m", "--pids-limit", "50", "busybox", "sleep", "1000")).Expect();
        var cgroup = File.ReadAllLines($"/proc/{await _engine.Inspect(id, "{{.State.Pid}}")}/cgroup").First(line => line.Contains(":memory:"));
        Assert.Equal("67108864\n", File.ReadAllText($"/sys/fs/cgroup/memory{cgroup.Split(':')[2]}/memory.limit_in_bytes"));
        (await _engine.Cli("rm", "-f", id)).Expect();
    }

    [Fact]
    public async Task An_out_of_memory_kill_is_told_apart()
    {
        var result = await _engine.Cli("run", "--name", "greedy", "--memory", "16m", "busybox", "sh", "-c", "x=a; while :; do x=$x$x; done");
        Assert.Equal(137, result.ExitCode);
        Assert.Equal("true", await _engine.Inspect("greedy", "{{.State.OOMKilled}}"));
        (await _engine.Cli("rm", "greedy")).Expect();
    }

    [Fact]
    public async Task A_bind_mount_shows_the_hosts_file()
    {
        var folder = Directory.CreateTempSubdirectory("bind");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "f"), "from the host\n");
        Assert.Equal("from the host\n", (await _engine.Cli("run", "--rm", "-v", folder.FullName + ":/data:ro", "busybox", "cat", "/data/f")).Output);
        Assert.NotEqual(0, (await _engine.Cli("run", "--rm", "-v", folder.FullName + ":/data:ro", "busybox", "touch", "/data/g")).ExitCode);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_read_only_root_refuses_writes() =>
        Assert.Contains("Read-only", (await _engine.Cli("run", "--rm", "--read-only", "busybox", "touch", "/x")).Error);
}
