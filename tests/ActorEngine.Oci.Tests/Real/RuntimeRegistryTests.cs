using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Oci.Tests.Real;

/// <summary>The probe behind <c>auto</c>, with the runtimes of this host.</summary>
[Collection("runtime")]
public sealed class RuntimeRegistryTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly HostFacts host = HostProbe.Read();

    private RuntimeSettings Settings => new() { StateRoot = directory.Sub("state"), CacheDirectory = directory.Sub("cache") };

    [Fact]
    public async Task The_probe_finds_runc_working_and_remembers_it()
    {
        // What engines that were killed in the middle of a probe left on this machine is not this test's.
        string[] before = [.. Cgroup.List(host.Cgroups, "/")];
        var registry = new RuntimeRegistry(Settings, host);
        Assert.True(registry.Find(null).TryGet(out _, out _));
        await registry.ProbeAsync();
        RuntimeInfo runc = registry.Describe().Single(runtime => runtime.Name == "runc");
        Assert.Equal("", runc.Note);
        Assert.Matches(@"^\d+\.\d+", runc.Version);

        var second = new RuntimeRegistry(Settings, host);
        Assert.Equal(registry.Describe(), second.Describe());
        Assert.DoesNotContain(Cgroup.List(host.Cgroups, "/").Except(before), path => path.StartsWith("/actorengine-probe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_runtime_asked_for_by_name_is_known_once_its_probe_has_ended()
    {
        var registry = new RuntimeRegistry(Settings, host);
        Task probing = registry.ProbeAsync();
        Assert.True((await registry.FindProbedAsync("runc", default)).TryGet(out OciRuntime? runtime, out _));
        Assert.NotEqual("", runtime.Version);
        await probing;
    }

    [Fact]
    public async Task What_a_daemon_left_that_was_killed_in_the_middle_of_a_probe_is_removed_and_what_a_living_one_uses_is_not()
    {
        using var living = System.Diagnostics.Process.Start("sleep", "1000");
        using var dead = System.Diagnostics.Process.Start("sleep", "1000");
        string Group(int pid) => $"/actorengine-probe-{pid}-{Linux.ProcessTable.StartTime(pid)}-0123456789ab";
        string[] groups = [Group(living.Id), Group(dead.Id)];
        string left = Path.Combine(Settings.CacheDirectory, "probe-x", "1", "rootfs");
        Directory.CreateDirectory(left);
        try
        {
            foreach (string group in groups) Cgroup.Open(host.Cgroups, group + "/container").Create();
            dead.Kill();
            await dead.WaitForExitAsync();
            await new RuntimeRegistry(Settings, host).ProbeAsync();
            Assert.Equal([groups[0]], Cgroup.List(host.Cgroups, "/").Intersect(groups));
            Assert.False(Directory.Exists(left));
        }
        finally
        {
            living.Kill();
            foreach (string group in groups) ProbeGroups.Remove(host.Cgroups, group);
        }
    }

    [Fact]
    public async Task Crun_is_the_default_also_on_a_hybrid_host_where_it_is_shown_version_1_only()
    {
        var registry = new RuntimeRegistry(Settings, host);
        await registry.ProbeAsync();
        Assert.Equal("crun", registry.DefaultName);
        OciRuntime crun = registry.Find(null).Required;
        Assert.True(crun.TakesSeccompProgram);
        Assert.Equal(host.Cgroups.Mode == CgroupMode.Hybrid && crun.Version.StartsWith("1.8.", StringComparison.Ordinal), crun.HiddenMount.Length > 0);
        Assert.Equal(crun, new RuntimeRegistry(Settings, host).Find(null).Required);
    }

    [Fact]
    public async Task Runtimes_do_not_see_the_daemons_environment()
    {
        Environment.SetEnvironmentVariable("ACTORENGINE_TEST_NOTIFY", "x");
        RuntimeOutput output = await RuntimeProcess.RunAsync(["env"], TimeSpan.FromSeconds(10));
        Assert.Equal("PATH=" + Environment.GetEnvironmentVariable("PATH"), output.Output.Trim());
    }

    [Fact]
    public async Task A_runtime_that_hangs_is_given_up_in_time_and_not_remembered()
    {
        File.WriteAllText(directory.Sub("hang"), "#!/bin/sh\nexec sleep 1000\n");
        File.SetUnixFileMode(directory.Sub("hang"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        RuntimeSettings settings = Settings with { Runtimes = [new("hang", directory.Sub("hang"))], ProbeTimeout = TimeSpan.FromMilliseconds(300) };
        var registry = new RuntimeRegistry(settings, host);
        await registry.ProbeAsync();
        Assert.Contains("did not end within", registry.Describe().Single(runtime => runtime.Name == "hang").Note);
        Assert.Equal("", new RuntimeRegistry(settings, host).Describe().Single(runtime => runtime.Name == "hang").Note);
    }

    public void Dispose() => directory.Dispose();
}
