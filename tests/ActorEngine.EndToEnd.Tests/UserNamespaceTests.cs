using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Containers whose root is nobody on the host.</summary>
public sealed class UserNamespaceTests
{
    // An /etc of the test's own, since the ranges stand there.
    private const string Ranges = "mount -t tmpfs none /mnt && mkdir /mnt/u /mnt/w && mount -t overlay -o lowerdir=/etc,upperdir=/mnt/u,workdir=/mnt/w none /etc "
        + "&& echo aetest:100000:65536 > /etc/subuid && echo aetest:200000:65536 > /etc/subgid";

    private const string Settings = "actorengine.containers.userns-remap = aetest";

    [Theory]
    [InlineData("crun")]
    [InlineData("runc")]
    public async Task Root_of_a_container_is_nobody_on_the_host(string runtime)
    {
        using var view = await UnifiedNamespace.Create(Ranges);
        await using var engine = await Engine.StartNew(wrapper: view.Wrapper, hocon: Settings + $"\nactorengine.runtimes.default = {runtime}");
        (await engine.Cli("run", "-d", "--name", "unit", "-w", "/made/here", "busybox", "sh", "-c", "id -u; touch own; echo again > /dev/stdout; echo x > /etc/hosts; exec sleep 1000")).Expect();
        string pid = await engine.Inspect("unit", "{{.State.Pid}}");
        Assert.Contains("Uid:\t100000\t", File.ReadAllText($"/proc/{pid}/status"));
        Assert.Contains("Gid:\t200000\t", File.ReadAllText($"/proc/{pid}/status"));
        await Until.True("it wrote", async () => (await engine.Cli("logs", "unit")).Text == "0\nagain");
        Assert.Equal("0 0 0", (await engine.Cli("exec", "unit", "sh", "-c", "echo $(stat -c %u /made/here/own) $(stat -c %g /bin/busybox) $(id -u)")).Expect());
        Assert.NotEqual(0, (await engine.Cli("exec", "unit", "sh", "-c", "echo 1 > /proc/sys/kernel/panic")).ExitCode);
        Assert.Equal("A /made", (await engine.Cli("diff", "unit")).Expect().Split('\n').First(line => line.Contains("made", StringComparison.Ordinal)));
        (await engine.Cli("restart", "--time", "0", "unit")).Expect();
        Assert.Equal("0", (await engine.Cli("exec", "unit", "stat", "-c", "%u", "/made/here/own")).Expect());
        (await engine.Cli("commit", "unit", "saved")).Expect();
        Assert.Equal("0", (await engine.Cli("run", "--rm", "--userns", "host", "saved", "stat", "-c", "%u", "/made/here/own")).Expect());
    }

    [Theory]
    [InlineData("crun")]
    [InlineData("runc")]
    public async Task Devices_streams_and_terminals_work(string runtime)
    {
        using var view = await UnifiedNamespace.Create(Ranges);
        await using var engine = await Engine.StartNew(wrapper: view.Wrapper, hocon: Settings + $"\nactorengine.runtimes.default = {runtime}");
        // In a user namespace runc gives a device only under its own name.
        string device = File.Exists("/dev/loop-control") ? "/dev/loop-control" : "/dev/fuse";
        Assert.Equal("there", (await engine.Cli("run", "--rm", "--device", device, "busybox", "sh", "-c", $"test -c {device} && echo there")).Expect());
        if (runtime == "crun") Assert.Equal("there", (await engine.Cli("run", "--rm", "--device", device + ":/dev/given", "busybox", "sh", "-c", "test -c /dev/given && echo there")).Expect());
        Assert.Equal("pts", (await engine.Cli("run", "--rm", "-t", "--device", device, "busybox", "sh", "-c", "tty | cut -d/ -f3; echo > /dev/tty")).Output.Trim());
        (await engine.Cli("run", "-d", "--name", "unit", "busybox", "sleep", "1000")).Expect();
        Assert.Equal("out", (await engine.Cli("exec", "unit", "sh", "-c", "echo out > /dev/stdout")).Expect());
        Assert.False(File.Exists("/pid"));
    }

    [Fact]
    public async Task Files_are_copied_with_the_containers_ids()
    {
        using var view = await UnifiedNamespace.Create(Ranges);
        await using var engine = await Engine.StartNew(wrapper: view.Wrapper, hocon: Settings);
        (await engine.Cli("run", "-d", "--name", "unit", "busybox", "sleep", "1000")).Expect();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mapped");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "f"), "text");
        (await Command.Run("chown", "7:8", Path.Combine(folder.FullName, "f"))).Expect();
        (await engine.Cli("cp", "--archive", Path.Combine(folder.FullName, "f"), "unit:/f")).Expect();
        Assert.Equal("7 8", (await engine.Cli("exec", "unit", "stat", "-c", "%u %g", "/f")).Expect());
        (await engine.Cli("cp", "--archive", "unit:/f", Path.Combine(folder.FullName, "back"))).Expect();
        Assert.Equal("7 8", (await Command.Run("stat", "-c", "%u %g", Path.Combine(folder.FullName, "back"))).Text);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_host_is_reached_only_by_those_who_say_so()
    {
        using var view = await UnifiedNamespace.Create(Ranges);
        await using var engine = await Engine.StartNew(wrapper: view.Wrapper, hocon: Settings);
        Assert.Contains("privileged mode is incompatible with user namespaces", (await engine.Cli("run", "--rm", "--privileged", "busybox", "true")).Error);
        Assert.Contains("cannot share the host's network namespace", (await engine.Cli("run", "--rm", "--network", "host", "busybox", "true")).Error);
        Assert.Equal("         0          0 4294967295", (await engine.Cli("run", "--rm", "--userns", "host", "--privileged", "busybox", "cat", "/proc/self/uid_map")).Expect());
        (await engine.Cli("run", "-d", "--name", "open", "--ipc", "shareable", "busybox", "sh", "-c", "echo here > /dev/shm/f; exec sleep 1000")).Expect();
        Assert.Equal("here", (await engine.Cli("run", "--rm", "--ipc", "container:open", "--pid", "container:open", "busybox", "cat", "/dev/shm/f")).Expect());
    }

    [Fact]
    public async Task Low_ports_and_networks_work()
    {
        using var view = await UnifiedNamespace.Create(Ranges);
        await using var engine = await Engine.StartNew(wrapper: view.Wrapper, hocon: Settings);
        (await engine.Cli("run", "-d", "--name", "web", "--network", "bridge", "busybox", "sh", "-c", "mkdir /w; echo page > /w/index.html; exec httpd -f -p 80 -h /w")).Expect();
        string address = await engine.Inspect("web", "{{.NetworkSettings.IPAddress}}");
        await Until.True("the page is served", async () => (await engine.Cli("run", "--rm", "--network", "bridge", "busybox", "wget", "-qO-", $"http://{address}/")).Text == "page");
    }
}
