using System.Text;
using ActorEngine.Linux;
using ActorEngine.Oci;
using Akka.Actor;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>Finding a run again: which traces on the machine are believed, and which are not.</summary>
public sealed class HostAttachTests : IDisposable
{
    private readonly string directory = Path.Combine(Path.GetTempPath(), "lifecycle-attach-" + Guid.NewGuid().ToString("N")[..8]);
    private readonly LinuxContainerHost host;
    private readonly ContainerPaths paths;
    private readonly ContainerState running;

    public HostAttachTests()
    {
        HostFacts facts = HostProbe.Read();
        var services = new LifecycleServices
        {
            Settings = new LifecycleSettings { StateDirectory = directory + "/state", RunDirectory = directory + "/run", ShimPath = "/nowhere/actor-shim" },
            Projection = new ContainerProjection(),
            Images = ActorRefs.Nobody,
            Events = ActorRefs.Nobody,
            Runtimes = new RuntimeRegistry(new RuntimeSettings { StateRoot = directory + "/runtime", CacheDirectory = directory }, facts),
            HostFacts = facts,
            Bundles = new BundleDefaults { CgroupParent = "/actorengine-attach-tests" },
        };
        host = new LinuxContainerHost(services);
        paths = ContainerPaths.Of(services.Settings, Samples.Id);
        Directory.CreateDirectory(paths.RunDirectory);
        Directory.CreateDirectory(paths.StateDirectory);
        int self = Environment.ProcessId;
        running = new ContainerState().Apply(Samples.Created).Apply(new StartRequestedEvent(Samples.Time, 1))
            .Apply(new StartedEvent(Samples.Time, 1, self, Linux.ProcessTable.StartTime(self)!.Value, 1, host.BootId) { CgroupPath = "/actorengine-attach-tests/x" });
    }

    private Task<AttachOutcome> Attach(ContainerState state) => host.AttachAsync(new AttachOrder(state, null), _ => { }, CancellationToken.None);

    private void WriteExit(int pid, int code) => File.WriteAllText(
        paths.ExitRecord, $"version=1\npid={pid}\nknown=1\ncode={code}\nsignal=0\noom=0\nfinished=1700000000000000000\ndrained=1\nlog-file=1\nlog-offset=9\nend\n", Encoding.ASCII);

    [Fact]
    public async Task A_pid_that_was_given_to_another_process_is_not_the_container()
    {
        ContainerState reused = running with { Process = running.Process! with { StartTime = running.Process.StartTime - 1 } };
        var ended = Assert.IsType<AttachOutcome.Ended>(await Attach(reused));
        Assert.False(ended.Exit.Known);
    }

    [Fact]
    public async Task A_pid_of_another_boot_is_not_the_container_even_if_such_a_process_lives()
    {
        ContainerState old = running with { Process = running.Process! with { BootId = "an earlier boot" } };
        Assert.False(Assert.IsType<AttachOutcome.Ended>(await Attach(old)).Exit.Known);
    }

    [Fact]
    public async Task The_exit_record_of_this_run_is_believed()
    {
        WriteExit(running.Process!.Pid, 42);
        var ended = Assert.IsType<AttachOutcome.Ended>(await Attach(running with { Process = running.Process with { BootId = "an earlier boot" } }));
        Assert.Equal((42, true), (ended.Exit.Code, ended.Exit.Known));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), ended.Exit.FinishedAt);
    }

    [Fact]
    public async Task The_exit_record_of_another_process_is_not()
    {
        WriteExit(running.Process!.Pid + 1, 42);
        ContainerState gone = running with { Process = running.Process with { StartTime = 1 } };
        Assert.False(Assert.IsType<AttachOutcome.Ended>(await Attach(gone)).Exit.Known);
    }

    [Fact]
    public async Task An_exit_record_that_was_cut_off_is_not()
    {
        File.WriteAllText(paths.ExitRecord, $"version=1\npid={running.Process!.Pid}\nknown=1\nco");
        ContainerState gone = running with { Process = running.Process with { StartTime = 1 } };
        Assert.False(Assert.IsType<AttachOutcome.Ended>(await Attach(gone)).Exit.Known);
    }

    [Fact]
    public async Task A_socket_that_nobody_listens_on_is_as_none()
    {
        using (FileDescriptor place = FileDescriptor.Open(paths.RunDirectory, OpenFlags.Path | OpenFlags.Directory)) UnixSocket.ListenAt(place, "shim.sock", 0x180).Dispose();
        Assert.True(Path.Exists(Path.Combine(paths.RunDirectory, "shim.sock")));
        ContainerState gone = running with { Process = running.Process! with { StartTime = 1 } };
        Assert.IsType<AttachOutcome.Ended>(await Attach(gone));
    }

    [Fact]
    public async Task A_start_without_any_trace_never_ran()
    {
        ContainerState starting = new ContainerState().Apply(Samples.Created).Apply(new StartRequestedEvent(Samples.Time, 1));
        Assert.IsType<AttachOutcome.NeverRan>(await Attach(starting));
    }

    [Fact]
    public async Task What_an_earlier_run_left_is_not_taken_for_the_one_that_was_asked_for()
    {
        ContainerState second = running.Apply(new ExitedEvent(Samples.Time, 1, 42, true, Samples.Time)).Apply(new StartRequestedEvent(Samples.Time, 2));
        File.WriteAllText(paths.RunMarker, "1");
        WriteExit(running.Process!.Pid, 42);
        Assert.IsType<AttachOutcome.NeverRan>(await Attach(second));
    }

    [Fact]
    public async Task A_run_that_ended_before_its_start_was_journalled_has_its_exit_code()
    {
        ContainerState starting = new ContainerState().Apply(Samples.Created).Apply(new StartRequestedEvent(Samples.Time, 1));
        File.WriteAllText(paths.RunMarker, "1");
        WriteExit(12345, 42);
        Assert.Equal(42, Assert.IsType<AttachOutcome.Ended>(await Attach(starting)).Exit.Code);
    }

    [Fact]
    public async Task A_pid_file_is_not_believed_for_a_process_outside_the_control_group()
    {
        File.WriteAllText(paths.RunMarker, "1");
        File.WriteAllText(paths.PidFile, Environment.ProcessId.ToString());
        ContainerState starting = new ContainerState().Apply(Samples.Created).Apply(new StartRequestedEvent(Samples.Time, 1));
        Assert.IsType<AttachOutcome.NeverRan>(await Attach(starting));
    }

    [Fact]
    public async Task Directories_of_no_known_container_are_told_and_removed()
    {
        IReadOnlyList<string> findings = await host.SweepAsync(_ => false, CancellationToken.None);
        Assert.Contains(Samples.Id.Short, Assert.Single(findings));
        Assert.False(Directory.Exists(paths.RunDirectory));
        Assert.False(Directory.Exists(paths.StateDirectory));
    }

    [Fact]
    public async Task Directories_of_known_containers_stay()
    {
        Assert.Empty(await host.SweepAsync(_ => true, CancellationToken.None));
        Assert.True(Directory.Exists(paths.RunDirectory));
    }

    public void Dispose()
    {
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
    }
}
