using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Oci.Tests.Real;

/// <summary>crun on a host with control groups of both versions, of which it is shown the first alone.</summary>
[Collection("runtime")]
public sealed class CrunHybridTests : IDisposable
{
    private static readonly string Unified = CgroupLayout.Detect() is { Mode: CgroupMode.Hybrid, UnifiedMount: { } mount } ? mount : "";

    private readonly BusyboxContainer container = new() { RuntimeName = "crun", HiddenMount = Unified, SeccompProgram = true };

    [Fact]
    public async Task Limits_and_device_rules_hold()
    {
        await container.StartSleeping(BusyboxContainer.Settings with { Resources = new ResourceLimits { Memory = 32 << 20, PidsLimit = 7 } });
        Assert.Equal((32 << 20).ToString(), Read("memory", "memory.limit_in_bytes"));
        Assert.Equal("7", Read("pids", "pids.max"));
        Assert.DoesNotContain("a *:* rwm", Read("devices", "devices.list"));
        Assert.Contains("c 1:3 rwm", Read("devices", "devices.list"));
    }

    [Fact]
    public async Task The_filter_from_the_bundle_is_the_one_that_crun_would_have_made()
    {
        await container.StartSleeping();
        byte[] loaded = File.ReadAllBytes(StateFile(container));
        using var compiling = new BusyboxContainer { RuntimeName = "crun", HiddenMount = Unified };
        await compiling.StartSleeping();
        Assert.Equal(File.ReadAllBytes(StateFile(compiling)), loaded);
    }

    [Fact]
    public async Task A_filtered_call_is_refused_in_the_container_and_in_an_exec()
    {
        RuntimeOutput output = await container.Shell("grep Seccomp: /proc/self/status; unshare -U true; echo $?");
        Assert.Equal("Seccomp:\t2\n1\n", output.Output);
        Assert.Contains("Operation not permitted", output.Errors);
    }

    [Fact]
    public void The_host_keeps_what_was_hidden()
    {
        string before = File.ReadAllText("/proc/self/mountinfo");
        using var other = new Scene();
        Assert.Equal(before, File.ReadAllText("/proc/self/mountinfo"));
        Assert.False(Unified.Length > 0 && other.Shown.Contains($" {Unified} "));
        Assert.Equal(other.DirectoryBefore, other.DirectoryAfter);
    }

    public void Dispose() => container.Dispose();

    private static string StateFile(BusyboxContainer of) => Path.Combine(of.Runtime.StateRoot, of.Id.Value, "seccomp.bpf");

    private string Read(string controller, string file) =>
        File.ReadAllText(Path.Combine(CgroupLayout.Detect().Controllers[controller] + container.Cgroup.Path, file)).Trim();

    // A thread of its own, as the namespace is a thread's.
    private sealed class Scene : IDisposable
    {
        private readonly Thread thread;

        public Scene()
        {
            thread = new Thread(Look);
            thread.Start();
            thread.Join();
        }

        public string Shown { get; private set; } = "";

        public string DirectoryBefore { get; private set; } = "";

        public string DirectoryAfter { get; private set; } = "";

        public void Dispose() => thread.Join();

        private void Look()
        {
            DirectoryBefore = Environment.CurrentDirectory;
            if (Unified.Length > 0)
            {
                using HiddenMount hidden = HiddenMount.Of(Unified);
                Shown = File.ReadAllText("/proc/thread-self/mountinfo");
            }

            DirectoryAfter = Environment.CurrentDirectory;
        }
    }
}
