using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Tests.Support;

namespace ActorEngine.Shim.Tests;

/// <summary>Containers of the real runtime from start to exit.</summary>
public sealed class RunningContainersTests
{
    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("exit 255", 255)]
    public async Task The_exit_code_of_the_container_is_reported(string command, int code)
    {
        await using RealContainer container = await RealContainer.LaunchAsync(["sh", "-c", command]);
        Started started = await container.StartAsync();
        Exited exit = await container.ExitAsync();
        Assert.Equal(started.Pid, exit.Pid);
        Assert.True(exit.Known);
        Assert.Equal((code, 0), (exit.Code, exit.Signal));
        Assert.False(exit.OutOfMemory);
        Assert.True(started.StartTime > 0);
    }

    [Fact]
    public async Task A_signal_reaches_the_init_and_is_reported_as_such()
    {
        await using RealContainer container = await RealContainer.LaunchAsync(["sleep", "1000"]);
        await container.StartAsync();
        await container.Link.SignalAsync(9).Soon();
        Exited exit = await container.ExitAsync();
        Assert.Equal((0, 9), (exit.Code, exit.Signal));
    }

    [Fact]
    public async Task Output_is_logged_by_stream_and_lies_before_the_reported_end()
    {
        await using RealContainer container = await RealContainer.LaunchAsync(["sh", "-c", "echo out; echo err >&2; printf rest"]);
        await container.StartAsync();
        Exited exit = await container.ExitAsync();
        Assert.True(exit.Drained);
        Assert.Equal("out\nrest", container.LogText());
        Assert.Equal("err\n", container.LogText("stderr"));
        Assert.Equal(new LogPosition(1, new FileInfo(container.LogFiles[0]).Length), exit.LogEnd);
    }

    [Fact]
    public async Task The_exit_record_says_the_same_as_the_notification()
    {
        await using RealContainer container = await RealContainer.LaunchAsync(["sh", "-c", "echo x; exit 3"]);
        await container.StartAsync();
        Exited exit = await container.ExitAsync();
        Assert.Equal(exit, ExitRecord.Read(container.ExitRecordPath));
    }

    [Fact]
    public async Task A_program_that_is_not_there_fails_the_start_with_the_runtimes_words()
    {
        await using RealContainer container = await RealContainer.LaunchAsync(["no-such-program"]);
        StartOutcome outcome = await container.Link.StartAsync(container.RunCall).Soon();
        Assert.Null(outcome.Process);
        Assert.NotEqual(0, outcome.Failure!.Code);
        Assert.Contains("no-such-program", outcome.Failure.RuntimeLog);
        Assert.Empty(container.LogLines);
    }

    [Fact]
    public async Task A_start_may_be_repeated_after_a_failed_one()
    {
        await using RealContainer container = await RealContainer.LaunchAsync(["true"]);
        StartOutcome failed = await container.Link.StartAsync(container.RunCall with { Arguments = ["/bin/false"] }).Soon();
        Assert.Equal(1, failed.Failure!.Code);
        await container.StartAsync();
        Assert.Equal(0, (await container.ExitAsync()).Code);
    }
}
