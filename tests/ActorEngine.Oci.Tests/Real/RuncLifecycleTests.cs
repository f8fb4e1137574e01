using System.Text.Json;
using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci.Tests.Real;

[Collection("runtime")]
public sealed class RuncLifecycleTests : IDisposable
{
    private readonly BusyboxContainer container = new();

    [Fact]
    public async Task Limits_are_visible_in_the_control_group_and_can_be_updated()
    {
        int pid = await container.StartSleeping(BusyboxContainer.Settings with { Resources = new() { Memory = 32 << 20, PidsLimit = 20, NanoCpus = 500_000_000 } });
        CgroupUsage usage = container.Cgroup.ReadUsage()!.Value;
        if (container.Host.MissingControllers.Contains("memory"))
        {
            // A unified mount without controllers: nothing can be limited, and the bundle said so.
            Assert.Contains(BundleBuilder.Build(container.Request(BusyboxContainer.Settings with { Command = ["x"], Resources = new() { Memory = 32 << 20 } })).Required.Warnings, text => text.Contains("memory limit", StringComparison.Ordinal));
            return;
        }

        Assert.Equal((32L << 20, 20L, 1L), (usage.MemoryLimit, usage.PidsLimit, usage.Pids));
        Assert.True(usage.MemoryBytes > 0 && usage.CpuNanoseconds > 0);
        Assert.Equal([pid], container.Cgroup.ReadPids());
        Assert.Equal(0, container.Cgroup.ReadOomKills());

        var change = new ResourceLimits { Memory = 64 << 20, PidsLimit = -1 };
        ResourcesSpec update = ResourceComposer.ForUpdate(change, change, container.Host, []).Required;
        File.WriteAllBytes(container.Place("update.json"), SpecJson.Write(update));
        RuntimeOutput output = await container.Command(container.Runtime.Update(container.Id, container.Place("update.json"), container.Log));
        Assert.True(output.ExitCode == 0, output.Errors);
        Assert.Equal((64L << 20, null), (container.Cgroup.ReadUsage()!.Value.MemoryLimit, container.Cgroup.ReadUsage()!.Value.PidsLimit));
    }

    [Fact]
    public async Task Pausing_and_listing_work_with_and_without_the_runtime()
    {
        int pid = await container.StartSleeping();
        Assert.Equal(0, (await container.Command(container.Runtime.Pause(container.Id, container.Log))).ExitCode);
        Assert.True(container.Cgroup.IsFrozen);
        Assert.Equal(0, (await container.Command(container.Runtime.Resume(container.Id, container.Log))).ExitCode);
        Assert.False(container.Cgroup.IsFrozen);
        RuntimeOutput listed = await container.Command(container.Runtime.Processes(container.Id, container.Log));
        Assert.Equal([pid], JsonSerializer.Deserialize<int[]>(listed.Output)!);
        RuntimeOutput state = await container.Command(container.Runtime.State(container.Id, container.Log));
        Assert.Contains("\"status\": \"running\"", state.Output);
    }

    [Fact]
    public async Task An_exec_runs_as_its_own_user()
    {
        await container.StartSleeping();
        var exec = new ExecSettings { Command = ["sh", "-c", "id -u > /out; echo $WHO >> /out; pwd >> /out"], Environment = ["WHO=me"], User = "0", WorkingDirectory = "/etc" };
        Assert.Null(BundleWriter.PrepareExec(container.Request(BusyboxContainer.Settings), exec, container.Place("process.json")).Fault);
        IReadOnlyList<string> line = container.Runtime.Exec(container.Id, container.Place("process.json"), container.Place("exec.pid"), container.Log);
        RuntimeOutput output = await container.Command([.. line.Where(argument => argument != "--detach")]);
        Assert.True(output.ExitCode == 0, output.Errors);
        Assert.Equal("0\nme\n/etc\n", File.ReadAllText(container.Paths.Rootfs + "/out"));
    }

    [Fact]
    public async Task An_exec_of_nothing_gives_127()
    {
        await container.StartSleeping();
        Assert.Null(BundleWriter.PrepareExec(container.Request(BusyboxContainer.Settings), new ExecSettings { Command = ["foo"] }, container.Place("process.json")).Fault);
        RuntimeOutput output = await container.Command(container.Runtime.Exec(container.Id, container.Place("process.json"), container.Place("exec.pid"), container.Place("exec.log")));
        Assert.Equal(127, RuntimeErrors.ToFault(output.ExitCode, File.ReadAllText(container.Place("exec.log")), "foo", RuntimeAction.Exec).ExitCode);
    }

    [Fact]
    public async Task Create_waits_for_start_and_kill_ends_it()
    {
        Assert.Null(BundleWriter.Prepare(container.Request(BusyboxContainer.Settings with { Command = ["sleep", "1000"] })).Fault);
        string quiet = "exec \"$@\" </dev/null >/dev/null 2>&1";
        RuntimeOutput created = await container.Command(["/bin/sh", "-c", quiet, "sh", .. container.Runtime.Create(container.Id, container.Paths.Bundle, container.Place("pid"), container.Log)]);
        Assert.Equal(0, created.ExitCode);
        Assert.Contains("created", (await container.Command(container.Runtime.State(container.Id, container.Log))).Output);
        Assert.Equal(0, (await container.Command(container.Runtime.Start(container.Id, container.Log))).ExitCode);
        using FileDescriptor process = Pidfd.Open(int.Parse(File.ReadAllText(container.Place("pid"))));
        Assert.Equal(0, (await container.Command(container.Runtime.Kill(container.Id, 9, container.Log))).ExitCode);
        Assert.True(SpinWait.SpinUntil(() => container.Cgroup.ReadPids().Count == 0, TimeSpan.FromSeconds(20)));
        Assert.Equal(0, (await container.Command(container.Runtime.Delete(container.Id, container.Log))).ExitCode);
        Assert.False(container.Cgroup.Exists);
    }

    [Fact]
    public async Task A_container_whose_runtime_state_is_lost_is_swept_by_its_control_group()
    {
        await container.StartSleeping();
        Directory.Delete(container.Runtime.StateRoot, recursive: true);
        Assert.Contains("/actorengine-oci-tests/" + container.Id.Value, Cgroup.List(container.Host.Cgroups, "/actorengine-oci-tests"));
        Assert.False(container.Cgroup.Remove());
        container.Cgroup.Kill();
        Assert.True(SpinWait.SpinUntil(container.Cgroup.Remove, TimeSpan.FromSeconds(20)));
        Assert.False(container.Cgroup.Exists);
    }

    public void Dispose() => container.Dispose();
}
