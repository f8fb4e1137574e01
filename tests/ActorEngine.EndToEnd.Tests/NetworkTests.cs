using System.Text;
using ActorEngine.Client;
using ActorEngine.Contracts;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Three engines on a network that loses what passes, and that come and go.</summary>
public sealed class NetworkTests(ThreeNodes nodes) : IClassFixture<ThreeNodes>, IAsyncLifetime
{
    /// <summary>Writes until it is told to end, so that a test decides what happens meanwhile.</summary>
    private const string Count = "i=0; while [ ! -e /end ]; do echo line $i; i=$((i+1)); [ $((i%20)) -ne 0 ] || sleep 0.05; done; echo over $i";

    public Task InitializeAsync() => nodes.Linked("b reachable", "c reachable");

    public async Task DisposeAsync()
    {
        await nodes.Network.Mend();
        foreach (var (_, engine) in nodes.All)
            if ((await engine.Cli("ps", "-aq")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } ids) await engine.Cli(["rm", "-f", .. ids]);
    }

    /// <summary>Nobody is told of such a cut: there is no end of a connection, only silence.</summary>
    [Fact]
    public async Task What_follows_a_node_goes_on_over_a_silent_cut() => await Follows(() => nodes.Network.Cut("a", "b"));

    [Fact]
    public async Task What_follows_a_node_goes_on_over_loss_of_its_answers() => await Follows(() => nodes.Network.Lose("b", "a"));

    [Fact]
    public async Task What_follows_a_node_goes_on_over_loss_of_what_it_is_asked() => await Follows(() => nodes.Network.Lose("a", "b"));

    [Fact]
    public async Task A_client_hears_of_an_exit_that_happened_behind_a_silent_cut()
    {
        var client = nodes.Client();
        await using var engine = nodes.Nodes.Connect(client, nodes.Address("c"));
        var container = await engine.RunAsync(Shell(Count), "cut-off");
        var letters = new Letters(client.System);
        container.Watch(letters.Address);

        await nodes.Network.CutOff("c");
        await letters.NextAsync<NodeUnreachable>();
        (await nodes.C.Cli("kill", "cut-off")).Expect();
        await nodes.Network.Mend();

        await letters.NextAsync<NodeReachable>();
        Assert.Equal(9, (await letters.NextAsync<Exited>()).Signal);
    }

    [Fact]
    public async Task A_rolling_restart_loses_and_repeats_nothing()
    {
        using var over = new CancellationTokenSource();
        var followed = new List<(string Name, Task<string> Lines, Task<List<EngineEvent>> Events)>();
        await using var a = nodes.Connect("a");
        await using var b = nodes.Connect("b");
        await using var c = nodes.Connect("c");
        foreach (var (name, engine) in (ReadOnlySpan<(string, IContainerEngine)>)[("a", a), ("b", b), ("c", c)])
            followed.Add((name, LogsAsync(engine, "rolling"), EventsAsync(engine, over.Token)));
        foreach (var (name, engine) in nodes.All) (await engine.Cli("run", "-d", "--name", "rolling", "busybox", "sh", "-c", Count)).Expect();
        using var logs = nodes.A.Begin("--node", "c", "logs", "-f", "rolling");
        await Until.True("the follower has begun", () => logs.Output.Contains("line 50\n", StringComparison.Ordinal));

        foreach (var (name, engine) in nodes.All)
        {
            // One leaves in order, one is killed: each comes back as another incarnation at its address.
            if (name == "b") await engine.KillDaemon();
            else await engine.StopDaemon();
            await engine.StartDaemon();
            await nodes.Linked("b reachable", "c reachable");
            (await engine.Cli("create", "--name", "afterwards", "busybox", "true")).Expect();
        }

        foreach (var (_, engine) in nodes.All) (await engine.Cli("exec", "-d", "rolling", "touch", "/end")).Expect();
        AssertWhole((await logs.Finished(90)).Expect());
        foreach (var (_, lines, _) in followed) AssertWhole((await lines.WaitAsync(TimeSpan.FromSeconds(60))).TrimEnd('\n'));
        foreach (var (_, engine) in nodes.All) (await engine.Cli("rm", "rolling")).Expect();
        foreach (var (_, _, events) in followed)
        {
            var told = await events.WaitAsync(TimeSpan.FromSeconds(60));
            Assert.Equal(told.Select(happened => happened.Number).Distinct().Order(), told.Select(happened => happened.Number));
            Assert.Equal(["rolling create", "rolling start", "afterwards create", "rolling die", "rolling destroy"], told
                .Where(happened => (happened.Action is "create" or "start" or "die" or "destroy") && happened.Attributes["name"] is "rolling" or "afterwards")
                .Select(happened => $"{happened.Attributes["name"]} {happened.Action}"));
        }
    }

    private async Task Follows(Func<Task> lose)
    {
        using var events = nodes.A.Begin("--node", "b", "events", "--filter", "type=container", "--format", "{{.Number}} {{.Action}} {{.Actor.Attributes.name}}");
        await Until.True("events arrive", async () =>
        {
            (await nodes.B.Cli("create", "--name", "first", "busybox", "true")).Expect();
            (await nodes.B.Cli("rm", "first")).Expect();
            return events.Output.Contains("destroy first", StringComparison.Ordinal);
        });
        (await nodes.B.Cli("run", "-d", "--name", "counter", "busybox", "sh", "-c", Count)).Expect();
        using var logs = nodes.A.Begin("--node", "b", "logs", "-f", "counter");
        await Until.True("the follower has begun", () => logs.Output.Contains("line 50\n", StringComparison.Ordinal));

        await lose();
        await nodes.Linked("b unreachable", "c reachable");
        Assert.Contains("not reachable", (await nodes.A.Cli("--node", "b", "inspect", "counter")).Error, StringComparison.Ordinal);
        (await nodes.A.Cli("--node", "c", "create", "--name", "beside", "busybox", "true")).Expect();
        (await nodes.B.Cli("create", "--name", "meanwhile", "busybox", "true")).Expect();
        await nodes.Network.Mend();
        await nodes.Linked("b reachable", "c reachable");
        (await nodes.B.Cli("exec", "-d", "counter", "touch", "/end")).Expect();

        AssertWhole((await logs.Finished(90)).Expect());
        await Until.True("the die arrives", () => events.Output.Contains("die counter", StringComparison.Ordinal));
        string[] told = events.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        long[] numbers = [.. told.Select(line => long.Parse(line.Split(' ')[0]))];
        Assert.Equal(numbers.Distinct().Order(), numbers);
        Assert.Single(told, line => line.EndsWith(" create meanwhile", StringComparison.Ordinal));
        Assert.Single(told, line => line.EndsWith(" start counter", StringComparison.Ordinal));
        events.Kill();
    }

    /// <summary>All lines from the first to the one that says how many there were.</summary>
    private static void AssertWhole(string text)
    {
        string[] lines = text.Split('\n');
        Assert.Equal(Enumerable.Range(0, lines.Length - 1).Select(number => $"line {number}").Append($"over {lines.Length - 1}"), lines);
    }

    private static ContainerSettings Shell(string script) => new() { Image = new("busybox"), Command = ["sh", "-c", script], StopTimeoutSeconds = 0 };

    private static async Task<string> LogsAsync(IContainerEngine engine, string name)
    {
        ContainerRef? container = null;
        await Until.True($"{name} is there", async () =>
        {
            try
            {
                container = await engine.FindAsync(new(name));
            }
            catch (EngineFaultException missing) when (missing.Code == FaultCode.NotFound)
            {
                return false;
            }

            return true;
        });
        var text = new StringBuilder();
        await foreach (var chunk in container!.LogsAsync(new ReadLogs(container.Reference) { Follow = true })) text.Append(Encoding.ASCII.GetString(chunk.Bytes.Span));
        return text.ToString();
    }

    private static async Task<List<EngineEvent>> EventsAsync(IContainerEngine engine, CancellationToken over)
    {
        var told = new List<EngineEvent>();
        await foreach (var happened in engine.EventsAsync(new SubscribeEvents { After = 0, Filters = [new Filter("type", "container")] }, over))
        {
            told.Add(happened);
            if (happened.Action == "destroy" && happened.Attributes["name"] == "rolling") break;
        }

        return told;
    }
}
