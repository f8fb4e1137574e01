using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Two real engines; everything goes through the command line of the first.</summary>
public sealed class NodeTests : IAsyncLifetime
{
    private const string Count = "i=0; while [ $i -lt 600 ]; do echo line $i; i=$((i+1)); [ $((i%20)) -ne 0 ] || sleep 0.1; done";
    private readonly LinkedEngines engines = new();
    private Engine a = null!, b = null!;

    public async Task InitializeAsync()
    {
        await engines.InitializeAsync();
        (a, b) = (engines.A, engines.B);
    }

    public Task DisposeAsync() => engines.DisposeAsync();

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
        // Attached from before the start on, with what goes in and both that come out.
        using var attached = a.Begin("--node", "b", "run", "-i", "--rm", "busybox", "sh", "-c", "cat; echo over >&2; exit 5");
        await attached.Input.WriteAsync(text);
        attached.Input.Close();
        var ended = await attached.Finished();
        Assert.Equal((5, text, "over\n"), (ended.ExitCode, ended.Output, ended.Error));
        using var copied = new Command("sh", ["-c", $"{Checkout.Program("actorctl")} --node b cp far:/etc/passwd - | tar t"], a.EngineEnvironment);
        Assert.Equal("passwd", (await copied.Finished()).Expect());
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

        engines.Cut();
        await engines.Linked("unreachable");
        Assert.Contains("not reachable", (await a.Cli("--node", "b", "inspect", "counter")).Error, StringComparison.Ordinal);
        (await b.Cli("create", "--name", "meanwhile", "busybox", "true")).Expect();
        engines.Mend();

        Assert.Equal(Lines(600), (await follower.Finished(90)).Expect());
        await Until.True("the die arrives", () => events.Output.Contains("die", StringComparison.Ordinal));
        long[] numbers = [.. events.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => long.Parse(line.Split(' ')[0]))];
        Assert.Equal(numbers.Distinct().Order(), numbers);
        // first, counter, and the one that was made while the cable was cut.
        Assert.Equal(3, events.Output.Split('\n').Count(line => line.EndsWith(" create", StringComparison.Ordinal)));
        events.Kill();
    }

    /// <summary>What the caller does not read stays in the log of the node: neither engine holds it.</summary>
    [Fact]
    public async Task A_reader_that_does_not_read_costs_neither_engine_anything()
    {
        (await b.Cli("create", "--name", "big", "busybox", "sh", "-c", "head -c 100000000 /dev/zero | tr '\\000' '\\n'")).Expect();
        (await a.Cli("--node", "b", "logs", "big")).Expect();
        long before = Memory.Own(a.Daemon.Pid) + Memory.Own(b.Daemon.Pid);
        using var slow = a.BeginUnread("--node", "b", "logs", "-f", "big");
        (await b.Cli("start", "big")).Expect();
        Assert.Equal("0", (await b.Cli("wait", "big")).Expect());
        await Until.True("the reader's pipe is full", () => slow.Written > 20_000);

        Assert.InRange(Memory.Own(a.Daemon.Pid) + Memory.Own(b.Daemon.Pid), 0, before + (60 << 10));
        // Nor does it hold up who reads.
        (await a.Cli("--node", "b", "run", "-d", "--name", "lines", "busybox", "sh", "-c", "yes 0123456789012345678901234567890123456789012345678901234567890 | head -c 20000000")).Expect();
        using var all = new Command("sh", ["-c", $"{Checkout.Program("actorctl")} --node b logs -f lines | wc -c"], a.EngineEnvironment);
        Assert.Equal("20000000", (await all.Finished(120)).Expect().Trim());
    }

    [Fact]
    public async Task An_expired_a_foreign_and_a_revoked_certificate_of_a_node_keep_it_out_of_reach()
    {
        using var others = new Client.Tests.Harness.Certificates("CN=other authority");
        var now = TimeProvider.System.GetUtcNow();
        foreach (var wrong in (X509Certificate2[])[engines.Nodes.Authority.Issue("CN=b", to: now.AddDays(-1)), others.Issue("CN=b"), engines.Nodes.Authority.Issue("CN=somebody")])
        {
            engines.Nodes.Certify("b", wrong);
            Engine.Kill("HUP", b.Daemon.Pid);
            await Until.True("b is out of reach", async () => (await a.Cli("nodes", "--format", "{{.State}}")).Text is "unreachable" or "refused", 60);
            Assert.Contains("not", (await a.Cli("--node", "b", "ps")).Error, StringComparison.Ordinal);
            engines.Nodes.Certify("b", engines.Nodes.Authority.Issue("CN=b"));
            Engine.Kill("HUP", b.Daemon.Pid);
            await engines.Linked("reachable");
        }

        var stolen = engines.Nodes.Authority.Issue("CN=b");
        int Read() => b.Daemon.Error.Split("served anew").Length;
        var before = Read();
        engines.Nodes.Certify("b", stolen);
        Engine.Kill("HUP", b.Daemon.Pid);
        await Until.True("b has read it", () => Read() > before);
        await engines.Linked("reachable");
        await File.WriteAllTextAsync(Path.Combine(a.Config, "revoked.hocon"), $"actorengine.remote.revoked = [\"{stolen.GetCertHashString(HashAlgorithmName.SHA256)}\"]\n");
        Engine.Kill("HUP", a.Daemon.Pid);
        await Until.True("a has left b", async () => (await a.Cli("nodes", "--format", "{{.State}}")).Text is "unreachable" or "refused", 60);
        engines.Nodes.Certify("b", engines.Nodes.Authority.Issue("CN=b"));
        Engine.Kill("HUP", b.Daemon.Pid);
        await engines.Linked("reachable");
    }

    private static string Lines(int count) => string.Join('\n', Enumerable.Range(0, count).Select(number => $"line {number}"));
}
