using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>The programs of docs/samples, as a reader would run them.</summary>
public sealed class SampleTests : IAsyncLifetime
{
    private readonly Nodes nodes = new();
    private readonly int portA = TcpProxy.FreePort(), portB = TcpProxy.FreePort();
    private Engine a = null!;

    public async Task InitializeAsync()
    {
        a = await Engine.StartNew(hocon: nodes.Hocon("a", portA));
        nodes.Hocon("app", 0);
    }

    public async Task DisposeAsync()
    {
        await a.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Fact]
    public async Task A_supervised_web_server_serves_again_after_a_kill() => Assert.Equal(
        ["serves: True", "serves again: True", "running at the end: 0"],
        (await Run("WebServer", [Nodes.Address(portA), .. nodes.Files("app"), TcpProxy.FreePort().ToString()])).Split('\n'));

    [Fact]
    public async Task A_queue_of_jobs_is_worked_off_with_so_many_at_once() => Assert.Equal(
        "jobs: 40, succeeded: 32, failed: 8, most at once: 4",
        await Run("JobQueue", [Nodes.Address(portA), .. nodes.Files("app"), "40", "4"]));

    [Fact]
    public async Task Bytes_flow_through_containers_on_two_nodes()
    {
        await using var b = await Engine.StartNew(hocon: nodes.Hocon("b", portB));

        Assert.Equal("bytes: 588895, lines counted: 100000, exit: 0", await Run("Pipeline", [Nodes.Address(portA), Nodes.Address(portB), .. nodes.Files("app")]));
    }

    private static async Task<string> Run(string sample, string[] arguments)
    {
        string configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/'))!);
        string program = Path.Combine(Checkout.Root, "docs/samples", sample, "bin", configuration, "net10.0", sample + ".dll");
        using var command = new Command("dotnet", [program, .. arguments]);
        command.Input.Close();
        return (await command.Finished(180)).Expect();
    }
}
