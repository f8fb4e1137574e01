using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>The whole engine in a private mount namespace with nothing but a fresh cgroup2 mount on /sys/fs/cgroup.</summary>
public sealed class CgroupV2Tests
{
    [Fact]
    public async Task The_default_runtime_is_crun_and_containers_run()
    {
        using var unified = await UnifiedNamespace.Create();
        await using var engine = await Engine.StartNew(wrapper: unified.Wrapper);
        Assert.Equal("v2", (await engine.Cli("info", "--format", "{{.CgroupVersion}}")).Expect());
        Assert.Equal("crun", (await engine.Cli("info", "--format", "{{.DefaultRuntime}}")).Expect());
        Assert.Equal("hi", (await engine.Cli("run", "--rm", "busybox", "echo", "hi")).Expect());
        Assert.Equal(5, (await engine.Cli("run", "--rm", "busybox", "sh", "-c", "exit 5")).ExitCode);
    }

    [Theory]
    [InlineData("crun")]
    [InlineData("runc")]
    public async Task Exec_pause_stop_and_faults_work_with_each_runtime(string runtime)
    {
        using var unified = await UnifiedNamespace.Create();
        await using var engine = await Engine.StartNew(wrapper: unified.Wrapper);
        (await engine.Cli("run", "-d", "--runtime", runtime, "--name", "unit", "busybox", "sh", "-c", "trap 'exit 3' TERM; while :; do sleep 0.05; done")).Expect();
        Assert.Equal(runtime, await engine.Inspect("unit", "{{.HostConfig.Runtime}}"));
        Assert.Equal("in", (await engine.Cli("exec", "unit", "echo", "in")).Expect());
        (await engine.Cli("pause", "unit")).Expect();
        (await engine.Cli("unpause", "unit")).Expect();
        (await engine.Cli("stop", "unit")).Expect();
        Assert.Equal("3", await engine.Inspect("unit", "{{.State.ExitCode}}"));
        Assert.Equal(127, (await engine.Cli("run", "--rm", "--runtime", runtime, "busybox", "no-such-program")).ExitCode);
        Assert.Equal(126, (await engine.Cli("run", "--rm", "--runtime", runtime, "busybox", "/etc")).ExitCode);
    }

    [Fact]
    public async Task A_killed_daemon_loses_nothing_here_either()
    {
        using var unified = await UnifiedNamespace.Create();
        await using var engine = await Engine.StartNew(wrapper: unified.Wrapper);
        (await engine.Cli("run", "-d", "--name", "unit", "busybox", "sh", "-c", "sleep 1; echo end; exit 9")).Expect();
        await engine.KillDaemon();
        await engine.StartDaemon();
        Assert.Equal("9", (await engine.Cli("wait", "unit")).Expect());
        Assert.Equal("end", (await engine.Cli("logs", "unit")).Expect());
    }
}
