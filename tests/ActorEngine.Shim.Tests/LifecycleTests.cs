using ActorEngine.Linux;
using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Tests.Support;

namespace ActorEngine.Shim.Tests;

/// <summary>Order of requests, notifications and the shim's own end.</summary>
public sealed class LifecycleTests
{
    [Fact]
    public async Task A_created_container_runs_once_it_is_started()
    {
        await using RealContainer container = await RealContainer.LaunchAsync(["sh", "-c", "echo ran; exit 8"]);
        RuntimeCall create = container.RunCall with
        {
            Arguments = [.. container.RuntimeArguments("create", "--pid-file", "pid", "--bundle", "."), container.Settings.ContainerId],
        };
        StartOutcome created = await container.Link.CreateAsync(create).Soon();
        Assert.NotNull(created.Process);
        Assert.Equal(ShimState.Created, (await container.Link.StatusAsync().Soon()).State);
        Assert.Empty(container.LogLines);
        StartOutcome started = await container.Link.StartCreatedAsync(container.RunCall with
        {
            Arguments = [.. container.RuntimeArguments("start"), container.Settings.ContainerId],
        }).Soon();
        Assert.Equal(created.Process, started.Process);
        Assert.Equal(8, (await container.ExitAsync()).Code);
        Assert.Equal("ran\n", container.LogText());
    }

    [Fact]
    public async Task Lack_of_memory_is_told_and_stands_in_the_exit()
    {
        await using RealContainer container = await RealContainer.LaunchAsync(["tail", "/dev/zero"], memoryLimit: 16 << 20);
        await container.StartAsync();
        Assert.True((await container.Link.Next<ShimNotification.MemoryExhausted>()).Notice.Kills > 0);
        Exited exit = await container.ExitAsync();
        Assert.True(exit.OutOfMemory);
        Assert.Equal(9, exit.Signal);
    }

    [Fact]
    public async Task Signals_to_all_reach_every_process_of_the_container()
    {
        await using RealContainer container = await RealContainer.LaunchAsync(["sh", "-c", "sleep 1000 & sleep 1000 & wait; wait; echo woken; exit 1"]);
        await container.StartAsync();
        await Waiting.Until(() => File.ReadAllLines(container.MemoryCgroup + "/cgroup.procs").Length == 3, "three processes run");
        await container.Link.SignalAsync(9, all: true).Soon();
        Assert.Equal(9, (await container.ExitAsync()).Signal);
    }

    [Fact]
    public async Task Every_link_is_told_and_new_ones_until_the_exit_was_acknowledged()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync();
        ShimConnection second = await shim.ConnectAsync();
        Assert.Equal(shim.Settings.ContainerId, second.ContainerId);
        StartOutcome outcome = await second.StartAsync(shim.ShellCall("exit 5")).Soon();
        Assert.NotNull(outcome.Process);
        Assert.Equal(5, (await shim.ExitAsync()).Code);
        ShimConnection third = await shim.ConnectAsync();
        Assert.Equal(5, (await shim.ExitAsync()).Code);
        await third.AcknowledgeExitAsync().Soon();
        ShimConnection fourth = await shim.ConnectAsync();
        StatusReport status = await fourth.StatusAsync().Soon();
        Assert.True(status.ExitAcknowledged);
        Assert.False(fourth.Notifications.TryRead(out _));
    }

    [Fact]
    public async Task The_shim_ends_only_when_everything_is_over_and_known()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync();
        await shim.StartShellAsync("exec sleep 1000");
        await AssertConflict(() => shim.Link.ShutdownAsync());
        await AssertConflict(() => shim.Link.AcknowledgeExitAsync());
        await AssertConflict(() => shim.Link.StartAsync(shim.ShellCall("true")));
        await AssertConflict(() => shim.Link.ConfigureAsync(shim.Settings));
        await shim.Link.SignalAsync(15).Soon();
        await shim.ExitAsync();
        await AssertConflict(() => shim.Link.ShutdownAsync());
        await shim.Link.AcknowledgeExitAsync().Soon();
        Assert.Equal(shim.Link.Process, ShimProcess.Read(shim.RunDirectory));
        await shim.Link.ShutdownAsync().Soon();
        await shim.Link.Process.WaitForDeathAsync().Soon();
        await shim.Link.Closed.Soon();
        Assert.False(File.Exists(Path.Combine(shim.RunDirectory, Frames.SocketName)));
    }

    [Fact]
    public async Task An_exit_is_not_held_back_by_others_who_write_on()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings => settings with { LogFileSize = 1 << 20 });
        string pidFile = shim.Scratch.Path("writer");
        await shim.StartShellAsync($"yes & echo $! > {pidFile}; sleep 0.2; exit 4");
        Exited exit = await shim.ExitAsync();
        Signals.TrySend(int.Parse(File.ReadAllText(pidFile)), Signals.Kill);
        Assert.Equal(4, exit.Code);
        Assert.Equal(exit, ExitRecord.Read(shim.ExitRecordPath));
    }

    [Fact]
    public async Task Polite_signals_do_not_end_a_shim()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync();
        await shim.StartShellAsync("exec sleep 1000");
        foreach (int signal in (int[])[Signals.Terminate, Signals.Interrupt, Signals.Hangup]) Signals.Send(shim.Link.Process.Pid, signal);
        Assert.Equal(ShimState.Running, (await shim.Link.StatusAsync().Soon()).State);
    }

    [Fact]
    public async Task A_termination_is_passed_on_when_the_settings_say_so()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings => settings with
        {
            OnTermination = TerminationBehaviour.StopContainer,
            StopSignal = Signals.User1,
        });
        await shim.StartShellAsync("exec sleep 1000");
        Signals.Send(shim.Link.Process.Pid, Signals.Terminate);
        Assert.Equal(Signals.User1, (await shim.ExitAsync()).Signal);
    }

    [Fact]
    public async Task Orphans_that_come_to_the_shim_leave_no_zombies()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync();
        await shim.StartShellAsync("for i in 1 2 3 4 5 6 7 8; do (sleep 0.05 & ); done; exec sleep 1000");
        string children = $"/proc/{shim.Link.Process.Pid}/task/{shim.Link.Process.Pid}/children";
        await Waiting.Until(() => File.ReadAllText(children).Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var only] && int.Parse(only) == shim.ContainerPid, "only the container is left");
    }

    [Fact]
    public async Task A_shim_that_cannot_be_started_says_why()
    {
        using var scratch = new Scratch();
        LinuxException failure = await Assert.ThrowsAsync<LinuxException>(() => ShimLauncher.LaunchAsync(
            new ShimLaunchOptions { ShimPath = scratch.Path("nothing"), RunDirectory = scratch.Root }));
        Assert.Equal(Errno.ENOENT, failure.Errno);
        await Assert.ThrowsAsync<ShimUnreachableException>(() => ShimLauncher.LaunchAsync(
            new ShimLaunchOptions { ShimPath = "/bin/true", RunDirectory = scratch.Root }));
    }

    [Fact]
    public async Task A_run_directory_with_a_long_path_works()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync();
        string deep = shim.Scratch.MakeDirectory([.. Enumerable.Repeat("a-rather-long-name-for-a-directory", 6)]);
        await using ShimConnection link = await ShimLauncher.LaunchAsync(new ShimLaunchOptions { ShimPath = ShimProgram.Path, RunDirectory = deep }).Soon();
        await using ShimConnection again = await ShimConnection.ConnectAsync(deep).Soon();
        Assert.Equal(link.Process, again.Process);
        link.Process.Kill();
        await link.Closed.Soon();
    }

    private static async Task AssertConflict(Func<Task> action) =>
        Assert.Equal(FaultCode.Conflict, (await Assert.ThrowsAsync<ShimFaultException>(action)).Code);
}
