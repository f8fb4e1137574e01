using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Namespaces that containers share with each other and with the host.</summary>
public sealed class NamespaceTests(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private readonly Engine _engine = shared.Engine;

    [Fact]
    public async Task Process_ids_of_another_container_are_seen_and_can_be_signalled()
    {
        (await _engine.Cli("run", "-d", "--name", "seen", "busybox", "sh", "-c", "trap 'exit 7' TERM; while :; do sleep 0.1; done")).Expect();
        Assert.Contains("exit 7", (await _engine.Cli("run", "--rm", "--pid", "container:seen", "busybox", "ps", "-o", "args")).Expect());
        Assert.NotEqual(Link("self", "pid"), Link(await _engine.Inspect("seen", "{{.State.Pid}}"), "pid"));
        // The end of process 1 takes all of its namespace along, the one who asked for it too.
        await _engine.Cli("run", "--rm", "--pid", "container:seen", "busybox", "kill", "1");
        await _engine.WaitForStatus("seen", "exited");
        Assert.Equal("7", await _engine.Inspect("seen", "{{.State.ExitCode}}"));
        CommandResult late = await _engine.Cli("run", "--rm", "--pid", "container:seen", "busybox", "true");
        Assert.Contains("Container seen does not run, so its process ids cannot be shared", late.Error);
        (await _engine.Cli("rm", "seen")).Expect();
    }

    [Fact]
    public async Task Shared_memory_is_shared_only_by_a_container_that_offers_it()
    {
        (await _engine.Cli("run", "-d", "--name", "open", "--ipc", "shareable", "--shm-size", "2m", "busybox", "sh", "-c", "echo here > /dev/shm/f; exec sleep 1000")).Expect();
        (await _engine.Cli("run", "-d", "--name", "closed", "busybox", "sleep", "1000")).Expect();
        await Until.True("the file is there", async () => (await _engine.Cli("exec", "open", "cat", "/dev/shm/f")).Text == "here");
        Assert.Equal("here\n2048", (await _engine.Cli("run", "--rm", "--ipc", "container:open", "busybox", "sh", "-c", "cat /dev/shm/f; df -k /dev/shm | tail -1 | awk '{print $2}'")).Expect());
        string own = (await _engine.Cli("exec", "open", "readlink", "/proc/self/ns/ipc")).Expect();
        Assert.Equal(own, (await _engine.Cli("run", "--rm", "--ipc", "container:open", "busybox", "readlink", "/proc/self/ns/ipc")).Expect());
        Assert.Contains("non-shareable IPC", (await _engine.Cli("run", "--rm", "--ipc", "container:closed", "busybox", "true")).Error);
        Assert.Equal("", (await _engine.Cli("run", "--rm", "--ipc", "none", "busybox", "sh", "-c", "grep /dev/shm /proc/mounts || true")).Expect());
        string folder = await _engine.Inspect("open", "{{.BundlePath}}");
        (await _engine.Cli("rm", "-f", "open", "closed")).Expect();
        Assert.False(Directory.Exists(folder));
        Assert.DoesNotContain(folder, File.ReadAllText("/proc/self/mounts"));
    }

    [Theory]
    [InlineData("--pid", "pid")]
    [InlineData("--ipc", "ipc")]
    [InlineData("--uts", "uts")]
    [InlineData("--cgroupns", "cgroup")]
    public async Task The_hosts_namespace_is_shared_when_asked_for(string flag, string kind)
    {
        (await _engine.Cli("run", "-d", "--name", "host-" + kind, flag, "host", "busybox", "sleep", "1000")).Expect();
        (await _engine.Cli("run", "-d", "--name", "own-" + kind, flag, "private", "busybox", "sleep", "1000")).Expect();
        Assert.Equal(Link("self", kind), Link(await _engine.Inspect("host-" + kind, "{{.State.Pid}}"), kind));
        Assert.NotEqual(Link("self", kind), Link(await _engine.Inspect("own-" + kind, "{{.State.Pid}}"), kind));
        (await _engine.Cli("rm", "-f", "host-" + kind, "own-" + kind)).Expect();
    }

    private static string? Link(string pid, string kind) => new FileInfo($"/proc/{pid}/ns/{kind}").LinkTarget;
}
