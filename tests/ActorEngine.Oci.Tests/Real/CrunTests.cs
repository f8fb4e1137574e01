using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Oci.Tests.Real;

/// <summary>crun, and with it cgroup v2: in a private mount namespace that shows nothing but a fresh cgroup2 mount.</summary>
[Collection("runtime")]
public sealed class CrunTests : IDisposable
{
    private const string Unified = "mount --make-rprivate / && { umount -l /sys/fs/cgroup || true; } && mount -t cgroup2 cgroup2 /sys/fs/cgroup && exec \"$@\"";

    private static readonly HostFacts Host = HostProbe.Read() with
    {
        Cgroups = new CgroupLayout(CgroupMode.V2, "/sys/fs/cgroup", new Dictionary<string, string>()),
        MissingControllers = ["memory", "cpu", "cpuset", "pids"],
    };

    private readonly BusyboxContainer container = new() { Host = Host, RuntimeName = "crun", DeviceRules = CanLockMemory() };

    [Fact]
    public async Task The_same_bundle_runs_on_a_unified_host()
    {
        RuntimeOutput output = await Shell("id -u; grep -E 'CapEff|Seccomp:' /proc/self/status; cat /proc/self/cgroup; exit 7", BusyboxContainer.Settings with { User = "app" });
        Assert.Equal("1000\nCapEff:\t0000000000000000\nSeccomp:\t2\n0::/\n", string.Join('\n', output.Output.Split('\n').Where(line => !line.Contains(':') || !char.IsAsciiDigit(line[0]) || line[0] == '0')));
        Assert.Equal(7, output.ExitCode);
    }

    [Fact]
    public async Task Its_errors_are_understood()
    {
        RuntimeOutput output = await Run(BusyboxContainer.Settings with { Command = ["foo"] });
        Fault fault = RuntimeErrors.ToFault(output.ExitCode, File.ReadAllText(container.Log), "foo");
        Assert.Equal((127, true), (fault.ExitCode, fault.Message.EndsWith("exec: \"foo\": executable file not found in $PATH", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Rlimits_a_read_only_root_and_tmpfs_hold()
    {
        ContainerSettings settings = BusyboxContainer.Settings with { ReadOnlyRoot = true, Ulimits = [new("nofile", 64, 64)], Mounts = [new(MountKind.Tmpfs, "/tmp")] };
        RuntimeOutput output = await Shell("ulimit -n; touch /x; touch /tmp/x && echo yes", settings);
        Assert.Equal("64\nyes\n", output.Output);
        Assert.Contains("Read-only file system", output.Errors);
    }

    public void Dispose() => container.Dispose();

    // Without this right crun cannot load a device filter; see RuntimeProbe.
    private static bool CanLockMemory() => (HostProbe.Read().Capabilities >> 24 & 1) != 0 ||
        File.ReadLines("/proc/self/limits").Any(line => line.StartsWith("Max locked memory", StringComparison.Ordinal) && line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4] == "unlimited");

    private Task<RuntimeOutput> Shell(string script, ContainerSettings settings) => Run(settings with { Command = ["sh", "-c", script] });

    private Task<RuntimeOutput> Run(ContainerSettings settings) =>
        container.Run(settings, around: ["/usr/bin/unshare", "-m", "/bin/sh", "-c", Unified, "sh"]);
}
