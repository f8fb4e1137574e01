using ActorEngine.Contracts;

namespace ActorEngine.Oci.Tests.Real;

[Collection("runtime")]
public sealed class RuncSettingsTests : IDisposable
{
    private readonly BusyboxContainer container = new();

    [Fact]
    public async Task The_exit_code_is_the_programs() => Assert.Equal(42, (await container.Shell("exit 42")).ExitCode);

    [Fact]
    public async Task Ulimits_and_the_oom_score_are_set()
    {
        ContainerSettings settings = BusyboxContainer.Settings with { Ulimits = [new("nofile", 100, 200), new("core", 0, 0)], Resources = new() { OomScoreAdj = 321 } };
        RuntimeOutput output = await container.Shell("ulimit -Sn; ulimit -Hn; ulimit -c; cat /proc/self/oom_score_adj", settings);
        Assert.Equal("100\n200\n0\n321\n", output.Output);
    }

    [Fact]
    public async Task Names_files_and_the_working_directory_are_in_place()
    {
        ContainerSettings settings = BusyboxContainer.Settings with
        {
            Hostname = "box", DomainName = "example.org", WorkingDirectory = "/srv/new", ExtraHosts = ["db:10.0.0.5"], Dns = ["10.9.9.9"], CgroupParent = "/actorengine-oci-tests",
        };
        RuntimeOutput output = await container.Shell("hostname; pwd; cat /etc/hostname; grep db /etc/hosts; cat /etc/resolv.conf; cat /proc/sys/kernel/domainname", settings);
        Assert.Equal("box\n/srv/new\nbox\n10.0.0.5\tdb\nnameserver 10.9.9.9\nexample.org\n", string.Join('\n', output.Output.Split('\n').Where(line => !line.StartsWith("search", StringComparison.Ordinal) && !line.StartsWith("options", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Binds_are_mounted_read_only_when_asked()
    {
        Directory.CreateDirectory(container.Place("data"));
        ContainerSettings settings = BusyboxContainer.Settings with
        {
            Mounts = [new(MountKind.Bind, "/rw") { Source = container.Place("data") }, new(MountKind.Bind, "/ro") { Source = container.Place("data"), ReadOnly = true }, new(MountKind.Bind, "/new") { Source = container.Place("made"), CreateSource = true }],
        };
        RuntimeOutput output = await container.Shell("touch /rw/x && ls /ro && touch /ro/y; ls -d /new", settings);
        Assert.Equal("x\n/new\n", output.Output);
        Assert.Contains("Read-only file system", output.Errors);
        Assert.True(Directory.Exists(container.Place("made")));
    }

    [Fact]
    public async Task An_init_process_runs_the_program_as_its_child()
    {
        if (InitProgram.Find(null) is null)
        {
            Assert.Contains("tini", BundleWriter.Prepare(container.Request(BusyboxContainer.Settings with { Init = true, Command = ["true"] })).Fault!.Message);
            return;
        }

        RuntimeOutput output = await container.Shell("cat /proc/1/comm; echo $$; exit 3", BusyboxContainer.Settings with { Init = true });
        Assert.Equal(3, output.ExitCode);
        Assert.DoesNotContain("sh\n", output.Output[..output.Output.IndexOf('\n')] + "\n");
        Assert.NotEqual("1", output.Output.Trim().Split('\n')[^1]);
    }

    [Fact]
    public async Task The_hosts_network_and_processes_are_shared_when_asked()
    {
        RuntimeOutput output = await container.Shell("ls -l /proc/self/ns/net /proc/self/ns/pid", BusyboxContainer.Settings with { Network = "host", PidMode = "host" });
        foreach (string name in (string[])["net", "pid"])
            Assert.Contains(new FileInfo("/proc/self/ns/" + name).LinkTarget!, output.Output);
    }

    [Fact]
    public async Task A_program_that_is_not_there_gives_127_and_one_that_cannot_run_126()
    {
        RuntimeOutput missing = await container.Run(BusyboxContainer.Settings with { Command = ["foo"] });
        Fault fault = RuntimeErrors.ToFault(missing.ExitCode, File.ReadAllText(container.Log), "foo");
        Assert.Equal((127, true), (fault.ExitCode, fault.Message.EndsWith("exec: \"foo\": executable file not found in $PATH", StringComparison.Ordinal)));

        using var second = new BusyboxContainer();
        RuntimeOutput denied = await second.Run(BusyboxContainer.Settings with { Command = ["/etc/passwd"] });
        Assert.Equal(126, RuntimeErrors.ToFault(denied.ExitCode, File.ReadAllText(second.Log)).ExitCode);
    }

    public void Dispose() => container.Dispose();
}
