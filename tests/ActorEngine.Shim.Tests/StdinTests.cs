using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Tests.Support;

namespace ActorEngine.Shim.Tests;

/// <summary>Feeding the container's stdin.</summary>
public sealed class StdinTests
{
    [Fact]
    public async Task Stdin_reaches_the_container_and_its_end_too()
    {
        await using RealContainer container = await RealContainer.LaunchAsync(["cat"], settings => settings with { StdinOpen = true });
        await container.StartAsync();
        using StdinChannel stdin = await container.Link.OpenStdinAsync().Soon();
        await stdin.WriteAsync("one\ntwo"u8.ToArray());
        await stdin.CloseStdinAsync().Soon();
        Assert.Equal(0, (await container.ExitAsync()).Code);
        Assert.Equal("one\ntwo", container.LogText());
    }

    [Fact]
    public async Task Without_stdin_the_container_reads_an_end()
    {
        await using RealContainer container = await RealContainer.LaunchAsync(["cat"]);
        await container.StartAsync();
        Assert.Equal(0, (await container.ExitAsync()).Code);
    }

    [Fact]
    public async Task A_container_that_reads_late_gets_everything_and_holds_the_writer_back()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings => settings with { StdinOpen = true });
        string gate = shim.Scratch.Path("gate");
        await shim.StartShellAsync($"while [ ! -e {gate} ]; do sleep 0.01; done; wc -c");
        using StdinChannel stdin = await shim.Link.OpenStdinAsync().Soon();
        const int total = 4 * 1024 * 1024;
        Task writing = stdin.WriteAsync(new byte[total]);
        // Other requests are answered while the writer is held back.
        Assert.Equal(ShimState.Running, (await shim.Link.StatusAsync().Soon()).State);
        Assert.False(writing.IsCompleted);
        File.WriteAllText(gate, "");
        await writing.Soon();
        await stdin.CloseStdinAsync().Soon();
        await shim.ExitAsync();
        Assert.Equal(total.ToString(), shim.LogText().Trim());
    }

    [Fact]
    public async Task Writers_one_after_the_other_share_stdin()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings => settings with { StdinOpen = true });
        await shim.StartShellAsync("cat");
        using (StdinChannel first = await shim.Link.OpenStdinAsync().Soon()) await first.WriteAsync("first\n"u8.ToArray());
        await Waiting.Until(() => shim.LogText() == "first\n", "the first line was echoed");
        using StdinChannel second = await shim.Link.OpenStdinAsync().Soon();
        await second.WriteAsync("second\n"u8.ToArray());
        await second.CloseStdinAsync().Soon();
        await shim.ExitAsync();
        Assert.Equal("first\nsecond\n", shim.LogText());
    }

    [Fact]
    public async Task Writing_to_a_container_that_closed_its_stdin_is_swallowed()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings => settings with { StdinOpen = true });
        await shim.StartShellAsync("exec 0<&-; echo closed; exec sleep 1000");
        await Waiting.Until(() => shim.LogText() == "closed\n", "stdin was closed");
        using StdinChannel stdin = await shim.Link.OpenStdinAsync().Soon();
        await stdin.WriteAsync(new byte[1024 * 1024]).Soon();
        await stdin.CloseStdinAsync().Soon();
        Assert.False((await shim.Link.StatusAsync().Soon()).StdinOpen);
    }
}
