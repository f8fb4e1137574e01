using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Tests.Support;

namespace ActorEngine.Shim.Tests;

/// <summary>Helper programs run by the shim.</summary>
public sealed class HelperTests
{
    [Fact]
    public async Task A_helper_gives_its_code_and_what_it_wrote()
    {
        HelperDone done = await RunAsync("echo out; echo err >&2; exit 3");
        Assert.Equal(new HelperDone(3, 0, false, "out\nerr\n", false), done);
    }

    [Fact]
    public async Task Long_output_is_cut_to_its_end()
    {
        HelperDone done = await RunAsync("seq 1 100000");
        Assert.True(done.Truncated);
        Assert.EndsWith("\n100000\n", done.Output);
        Assert.InRange(done.Output.Length, 32 * 1024, 32 * 1024);
    }

    [Fact]
    public async Task A_helper_that_takes_too_long_is_killed()
    {
        HelperDone done = await RunAsync("exec sleep 1000", timeout: 50);
        Assert.True(done.TimedOut);
        Assert.Equal(9, done.Signal);
    }

    [Fact]
    public async Task A_helper_that_does_not_exist_is_a_fault()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync();
        Client.ShimFaultException fault = await Assert.ThrowsAsync<Client.ShimFaultException>(
            () => shim.Link.RunHelperAsync(new RunHelper(["/no/such/program"], [], 0)));
        Assert.Equal(FaultCode.System, fault.Code);
        Assert.Contains("No such file", fault.Message);
    }

    private static async Task<HelperDone> RunAsync(string command, int timeout = 0)
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync();
        return await shim.Link.RunHelperAsync(new RunHelper(["/bin/sh", "-c", command], ShimUnderTest.Environment, timeout)).Soon();
    }
}
