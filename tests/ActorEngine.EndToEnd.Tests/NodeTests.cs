using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Two real engines; everything goes through the command line of the first.</summary>
public sealed class NodeTests : IAsyncLifetime
{
    private const string Count = "i=0; while [ $i -lt 600 ]; do echo line $i; i=$((i+1)); [ $((i%20)) -ne 0 ] || sleep 0.1; done";
    private readonly Nodes nodes = new();
    private Engine a = null!, b = null!;
    private TcpProxy cable = null!;

    public async Task InitializeAsync()
    {
        int inner = TcpProxy.FreePort();
        cable = new TcpProxy(TcpProxy.FreePort(), inner);
        b = await Engine.StartNew(hocon: nodes.Hocon("b", inner, $"public-port = {cable.Port}"));
        a = await Engine.StartNew(hocon: nodes.Hocon("a", TcpProxy.FreePort(), $"nodes {{ b {{ address = \"{Nodes.Address(cable.Port)}\", subject = \"CN=b\" }} }}"));
        await Reachable();
    }

    public async Task DisposeAsync()
    {
        await a.DisposeAsync();
        await b.DisposeAsync();
        await cable.DisposeAsync();
        await nodes.DisposeAsync();
    }

    [Fact]
    public async Task Verbs_and_streams_work_on_another_node()
    {
        (await a.Cli("--node", "b", "run", "-d", "--name", "far", "busybox", "sh", "-c", "echo hello from $(hostname); sleep 1000")).Expect();

        Assert.Equal("far", (await b.Cli("ps", "--format", "{{.Names}}")).Expect());
        Assert.Equal("", (await a.Cli("ps", "-q")).Expect());
        Assert.Equal("far", (await a.Cli("--node", "b", "ps", "--format", "{{.Names}}")).Expect());
        await Until.True("the output is there", async () => (await a.Cli("--node", "b", "logs", "far")).Text.StartsWith("hello from", StringComparison.Ordinal));
        using var cat = a.Begin("--node", "b", "exec", "-i", "far", "sh", "-c", "cat; exit 7");
        string text = string.Concat(Enumerable.Range(0, 50_000).Select(number => $"{number}\n"));
        await cat.Input.WriteAsync(text);
        cat.Input.Close();
        var echoed = await cat.Finished();
        Assert.Equal((7, text), (echoed.ExitCode, echoed.Output));
        Assert.Equal("b reachable view,operate,execute,create,images,host", (await a.Cli("nodes", "--format", "{{.Name}} {{.State}} {{.Rights}}")).Expect());
        Assert.Contains("there are b", (await a.Cli("--node", "c", "ps")).Error, StringComparison.Ordinal);
        (await a.Cli("--node", "b", "rm", "-f", "far")).Expect();
        Assert.Contains("\"request\":\"exec.start\"", await File.ReadAllTextAsync(Path.Combine(b.State, "audit", "audit.log")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Followed_logs_go_on_over_a_node_killed_with_kill_9()
    {
        (await a.Cli("--node", "b", "run", "-d", "--name", "counter", "busybox", "sh", "-c", Count)).Expect();
        using var follower = a.Begin("--node", "b", "logs", "-f", "counter");
        await Until.True("the follower has begun", () => follower.Output.Contains("line 50\n", StringComparison.Ordinal));

        await b.KillDaemon();
        await b.StartDaemon();

        Assert.Equal(Lines(600), (await follower.Finished(90)).Expect());
    }

    [Fact]
    public async Task Followed_logs_and_events_go_on_over_a_cut_cable()
    {
        using var events = a.Begin("--node", "b", "events", "--filter", "type=container", "--format", "{{.Number}} {{.Action}}");
        (await a.Cli("--node", "b", "create", "--name", "first", "busybox", "true")).Expect();
        await Until.True("events arrive", () => events.Output.Contains("create", StringComparison.Ordinal));
        (await b.Cli("run", "-d", "--name", "counter", "busybox", "sh", "-c", Count)).Expect();
        using var follower = a.Begin("--node", "b", "logs", "-f", "counter");
        await Until.True("the follower has begun", () => follower.Output.Contains("line 50\n", StringComparison.Ordinal));

        cable.Cut();
        await Until.True("the cut is noticed", async () => (await a.Cli("nodes", "--format", "{{.State}}")).Text == "unreachable");
        Assert.Contains("not reachable", (await a.Cli("--node", "b", "inspect", "counter")).Error, StringComparison.Ordinal);
        (await b.Cli("create", "--name", "meanwhile", "busybox", "true")).Expect();
        cable.Mend();

        Assert.Equal(Lines(600), (await follower.Finished(90)).Expect());
        await Until.True("the die arrives", () => events.Output.Contains("die", StringComparison.Ordinal));
        long[] numbers = [.. events.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => long.Parse(line.Split(' ')[0]))];
        Assert.Equal(numbers.Distinct().Order(), numbers);
        // first, counter, and the one that was made while the cable was cut.
        Assert.Equal(3, events.Output.Split('\n').Count(line => line.EndsWith(" create", StringComparison.Ordinal)));
        events.Kill();
    }

    private Task Reachable() => Until.True("b is reachable", async () => (await a.Cli("nodes", "--format", "{{.State}}")).Text == "reachable", 60);

    private static string Lines(int count) => string.Join('\n', Enumerable.Range(0, count).Select(number => $"line {number}"));
}
