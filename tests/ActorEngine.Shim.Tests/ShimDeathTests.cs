using ActorEngine.Linux;
using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Tests.Support;

namespace ActorEngine.Shim.Tests;

/// <summary>A shim is killed and another takes over.</summary>
public sealed class ShimDeathTests
{
    [Fact]
    public async Task A_container_goes_on_without_its_shim_and_a_fresh_one_takes_over()
    {
        await using RealContainer container = await RealContainer.LaunchAsync(
            ["sh", "-c", "echo before; cat; echo after; exit 12"], settings => settings with { StdinOpen = true });
        Started started = await container.StartAsync();
        await Waiting.Until(() => container.LogText() == "before\n", "the first line");
        ShimConnection first = container.Link;
        await KillShimAsync(container);
        Assert.True(ProcessTable.IsRunning(started.Pid, started.StartTime));
        await first.Closed.Soon();

        await container.LaunchAgainAsync();
        Assert.Equal(started, await container.Link.AdoptAsync(started.Pid, started.StartTime).Soon());
        await first.DisposeAsync();
        using StdinChannel stdin = await container.Link.OpenStdinAsync().Soon();
        await stdin.WriteAsync("through\n"u8.ToArray());
        await stdin.CloseStdinAsync().Soon();
        Exited exit = await container.ExitAsync();
        Assert.Equal("before\nthrough\nafter\n", container.LogText());
        Assert.Equal(exit, ExitRecord.Read(container.ExitRecordPath));
        // The true code where the kernel tells it; never an invented one.
        Assert.Equal(exit.Known ? 12 : 0, exit.Code);
    }

    [Fact]
    public async Task Output_written_while_no_shim_was_there_is_not_lost()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync();
        string gate = shim.Scratch.Path("gate");
        Started started = await shim.StartShellAsync($"while [ ! -e {gate} ]; do sleep 0.01; done; seq 1 5000; touch {gate}.done; exec sleep 1000");
        await KillShimAsync(shim);
        File.WriteAllText(gate, "");
        await Waiting.Until(() => File.Exists(gate + ".done"), "the container wrote");
        await shim.LaunchAgainAsync();
        await shim.Link.AdoptAsync(started.Pid, started.StartTime).Soon();
        string expected = string.Concat(Enumerable.Range(1, 5000).Select(number => $"{number}\n"));
        await Waiting.Until(() => shim.LogText() == expected, "all lines are in the log");
    }

    [Theory]
    [InlineData("exit 7", 7, 0)]
    [InlineData("exit 0", 0, 0)]
    [InlineData("kill -9 $$", 0, 9)]
    public async Task The_exit_of_an_adopted_container_is_true_before_its_parent_collects_it(string end, int code, int signal)
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync();
        string gate = shim.Scratch.Path("gate");
        SpawnedProcess process = Spawn.Start(new SpawnOptions
        {
            Program = "/bin/sh",
            Arguments = ["sh", "-c", $"while [ ! -e {gate} ]; do sleep 0.01; done; {end}"],
            Environment = ShimUnderTest.Environment,
        });
        using FileDescriptor pidfd = process.Pidfd;
        await shim.Link.AdoptAsync(process.Pid, ProcessTable.StartTime(process.Pid)!.Value).Soon();
        File.WriteAllText(gate, "");
        Exited exit = await shim.ExitAsync();
        Assert.Equal('Z', ProcessTable.State(process.Pid));
        Assert.Equal((true, code, signal), (exit.Known, exit.Code, exit.Signal));
        Assert.True(Pidfd.TryReap(pidfd, out _));
    }

    [Fact]
    public async Task Exec_sessions_of_a_killed_shim_have_an_end_too()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync();
        Started started = await shim.StartShellAsync("exec sleep 1000");
        string gate = shim.Scratch.Path("gate");
        await ExecAsync(shim, "ended", "exit 3");
        Assert.Equal(3, (await shim.Link.Next<ShimNotification.SessionExited>()).Exit.Code);
        await ExecAsync(shim, "acknowledged", "exit 4");
        await shim.Link.Next<ShimNotification.SessionExited>();
        await shim.Link.AcknowledgeExecAsync("acknowledged").Soon();
        int lost = await ExecAsync(shim, "lost", "exec sleep 1000");
        int running = await ExecAsync(shim, "running", $"while [ ! -e {gate} ]; do sleep 0.01; done; exit 5");
        await KillShimAsync(shim);
        Signals.Send(lost, Signals.Kill);
        await Waiting.Until(() => ProcessTable.State(lost) is null, "nobody can tell any more how it ended");

        await shim.LaunchAgainAsync();
        await shim.Link.AdoptAsync(started.Pid, started.StartTime).Soon();
        Dictionary<string, ExecExited> ends = [];
        for (int i = 0; i < 2; i++)
        {
            ExecExited exit = (await shim.Link.Next<ShimNotification.SessionExited>()).Exit;
            ends[exit.Id] = exit;
        }

        Assert.Equal((true, 3), (ends["ended"].Known, ends["ended"].Code));
        Assert.Equal((false, 0, 0), (ends["lost"].Known, ends["lost"].Code, ends["lost"].Signal));
        Assert.Contains(new ExecEntry("running", running, true), await shim.Link.ListExecsAsync().Soon());
        File.WriteAllText(gate, "");
        ExecExited last = (await shim.Link.Next<ShimNotification.SessionExited>()).Exit;
        Assert.Equal(("running", last.Known ? 5 : 0), (last.Id, last.Code));
        foreach (string id in (string[])["ended", "lost", "running"]) await shim.Link.AcknowledgeExecAsync(id).Soon();
        Assert.Empty(await shim.Link.ListExecsAsync().Soon());
        Assert.Empty(Directory.GetFiles(Path.Combine(shim.RunDirectory, "execs")));
    }

    [Fact]
    public async Task A_process_that_is_gone_cannot_be_adopted()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync();
        ShimFaultException fault = await Assert.ThrowsAsync<ShimFaultException>(() => shim.Link.AdoptAsync(System.Environment.ProcessId, 1));
        Assert.Equal(FaultCode.NotFound, fault.Code);
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00.000000000Z stdout F torn te", "torn te")]
    [InlineData("2026-01-01T00:0", "")]
    public async Task A_torn_last_record_is_mended(string torn, string kept)
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync();
        Started started = await shim.StartShellAsync("echo one; exec sleep 1000");
        await Waiting.Until(() => shim.LogText() == "one\n", "the first line");
        await KillShimAsync(shim);
        File.AppendAllText(shim.LogFiles[0], torn);
        await shim.LaunchAgainAsync();
        await shim.Link.AdoptAsync(started.Pid, started.StartTime).Soon();
        Assert.Equal("one\n" + kept, shim.LogText());
        StatusReport status = await shim.Link.StatusAsync().Soon();
        Assert.Equal(new LogPosition(1, new FileInfo(shim.LogFiles[0]).Length), status.LogEnd);
    }

    [Fact]
    public async Task The_death_of_a_shim_is_noticed_and_leaves_no_zombie()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync();
        ShimProcess process = shim.Link.Process;
        Task death = process.WaitForDeathAsync();
        Assert.False(death.IsCompleted);
        process.Kill();
        await death.Soon();
        await Waiting.Until(() => ProcessTable.State(process.Pid) is null || ProcessTable.StartTime(process.Pid) != process.StartTime, "it was collected");
        Assert.False(process.IsAlive);
        await Assert.ThrowsAsync<ShimUnreachableException>(() => ShimConnection.ConnectAsync(shim.RunDirectory));
    }

    private static async Task<int> ExecAsync(ShimUnderTest shim, string id, string command)
    {
        ExecOutcome outcome = await shim.Link.ExecAsync(new Exec { Id = id, Call = shim.ShellCall(command, id), Output = ExecOutputMode.Discard }).Soon();
        return outcome.Process!.Pid;
    }

    private static async Task KillShimAsync(ShimUnderTest shim)
    {
        shim.Link.Process.Kill();
        await shim.Link.Process.WaitForDeathAsync().Soon();
    }
}
