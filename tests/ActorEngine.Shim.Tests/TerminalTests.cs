using ActorEngine.Linux;
using ActorEngine.Shim.Client;
using ActorEngine.Shim.Tests.Support;

namespace ActorEngine.Shim.Tests;

/// <summary>Containers with a terminal.</summary>
public sealed class TerminalTests
{
    [Fact]
    public async Task Output_of_a_terminal_is_logged_as_it_came()
    {
        await using RealContainer container = await LaunchAsync("echo hello; exit 4");
        await container.StartAsync();
        Assert.Equal(4, (await container.ExitAsync()).Code);
        Assert.Equal("hello\r\n", container.LogText());
    }

    [Fact]
    public async Task Input_is_typed_and_resizes_are_seen()
    {
        await using RealContainer container = await LaunchAsync("read line; echo got $line; stty size");
        await container.StartAsync();
        await container.Link.ResizeAsync(101, 33).Soon();
        using StdinChannel stdin = await container.Link.OpenStdinAsync().Soon();
        await stdin.WriteAsync("typed\n"u8.ToArray());
        await container.ExitAsync();
        Assert.Equal("typed\r\ngot typed\r\n33 101\r\n", container.LogText());
    }

    [Fact]
    public async Task The_master_is_passed_to_the_daemon()
    {
        await using RealContainer container = await LaunchAsync("sleep 1000");
        await container.StartAsync();
        using FileDescriptor? master = await container.Link.TakeTerminalAsync().Soon();
        Assert.Equal(Errno.None, Terminal.TryResize(master!, new WindowSize(80, 25)));
        Assert.Equal(new WindowSize(80, 25), Terminal.Size(master!));
    }

    [Fact]
    public async Task A_container_without_a_terminal_has_none_to_pass()
    {
        await using RealContainer container = await RealContainer.LaunchAsync(["sleep", "1000"]);
        await container.StartAsync();
        Assert.Null(await container.Link.TakeTerminalAsync().Soon());
        ShimFaultException fault = await Assert.ThrowsAsync<ShimFaultException>(() => container.Link.ResizeAsync(1, 1));
        Assert.Equal(Protocol.FaultCode.Conflict, fault.Code);
    }

    [Fact]
    public async Task A_terminal_outlives_its_shim_when_the_daemon_holds_it()
    {
        await using RealContainer container = await LaunchAsync("echo first; read line; echo got $line; exit 5");
        Protocol.Started started = await container.StartAsync();
        await Waiting.Until(() => container.LogText() == "first\r\n", "the first line");
        using FileDescriptor? master = await container.Link.TakeTerminalAsync().Soon();
        container.Link.Process.Kill();
        await container.Link.Process.WaitForDeathAsync().Soon();
        await container.LaunchAgainAsync();
        Assert.Equal(started, await container.Link.AdoptAsync(started.Pid, started.StartTime, master).Soon());
        using StdinChannel stdin = await container.Link.OpenStdinAsync().Soon();
        await stdin.WriteAsync("again\n"u8.ToArray());
        await container.ExitAsync();
        Assert.Equal("first\r\nagain\r\ngot again\r\n", container.LogText());
    }

    private static Task<RealContainer> LaunchAsync(string command) =>
        RealContainer.LaunchAsync(["sh", "-c", command], settings => settings with { Terminal = true, StdinOpen = true });
}
