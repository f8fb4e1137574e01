using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>The programs of docs/samples, as a reader would run them.</summary>
public sealed class SampleTests : IAsyncLifetime
{
    private static readonly int Jobs = int.TryParse(Environment.GetEnvironmentVariable("ACTORENGINE_JOBS"), System.Globalization.CultureInfo.InvariantCulture, out int number) ? number : 120;

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

    /// <summary>The same program does 1,000 jobs; fewer show as well that none is lost and none is done twice.</summary>
    [Fact]
    public async Task A_queue_of_jobs_survives_a_killed_engine_and_a_silent_cut()
    {
        await using var network = await NetworkLab.Create("b");
        string address = network.Address("b");
        await using var b = await Engine.StartNew(wrapper: network.Wrapper("b"), hocon: nodes.Hocon("b", portB, $"hostname = \"{address}\""));
        using var queue = Begin("JobQueue", [Nodes.Address(portB, address), .. nodes.Files("app"), Jobs.ToString(), "8"]);

        foreach (int progress in (int[])[Jobs / 12, Jobs / 3])
        {
            await Begun(progress);
            await b.KillDaemon();
            await b.StartDaemon();
        }

        await Begun(Jobs * 7 / 12);
        await network.CutOff("b");
        // The engine goes on with what it has, and nobody hears of it.
        await Until.True("the engine has let the queue go", () => File.ReadAllText(Path.Combine(b.State, "audit", "audit.log")).Contains("the client is silent", StringComparison.Ordinal), 60);
        await Until.True("what was begun has ended", async () => await Count(b, "start") == await Count(b, "die"));
        await network.Mend();

        Assert.Equal($"jobs: {Jobs}, succeeded: {Jobs * 4 / 5}, failed: {Jobs / 5}, most at once: 8", (await queue.Finished(60 + Jobs)).Expect());
        // The removal of a job that has ended goes on after the queue has heard of its end.
        string wrong = "";
        try
        {
            await Until.True("all jobs are removed", async () => (wrong = Wrong(await Events(b, "type=container", "{{.Actor.ID}} {{.Action}}"), Jobs)).Length == 0);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{wrong}\nthe queue said: {queue.Error}\nthe engine said: {b.DaemonLog}{b.Daemon.Error}");
        }

        Task Begun(int progress) => Until.True($"{progress} jobs are begun; the queue said {queue.Error}", async () => await Count(b, "create") >= progress, 60 + Jobs);
    }

    [Fact]
    public async Task Bytes_flow_through_containers_on_two_nodes()
    {
        await using var b = await Engine.StartNew(hocon: nodes.Hocon("b", portB));

        Assert.Equal("bytes: 588895, lines counted: 100000, exit: 0", await Run("Pipeline", [Nodes.Address(portA), Nodes.Address(portB), .. nodes.Files("app")]));
    }

    /// <summary>What is not as it should be: each job is a container that was made, started, ended and removed, once.</summary>
    private static string Wrong(string[] events, int jobs)
    {
        var lives = events.Select(line => line.Split(' ')).Where(line => line[1] is "create" or "start" or "die" or "destroy")
            .GroupBy(line => line[0], line => line[1]).ToDictionary(life => life.Key, life => string.Join(' ', life));
        string odd = string.Join(", ", lives.Where(life => life.Value != "create start die destroy"));
        return lives.Count == jobs && odd.Length == 0 ? "" : $"{lives.Count} of {jobs} containers; {odd}";
    }

    private static async Task<int> Count(Engine engine, string action) => (await Events(engine, $"event={action}", "{{.Type}}")).Count(type => type == "container");

    private static async Task<string[]> Events(Engine engine, string filter, string format) =>
        (await engine.Cli("events", "--since", "1h", "--until", "0s", "--filter", filter, "--format", format)).Expect().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string> Run(string sample, string[] arguments)
    {
        using var command = Begin(sample, arguments);
        return (await command.Finished(180)).Expect();
    }

    private static Command Begin(string sample, string[] arguments)
    {
        string configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/'))!);
        string program = Path.Combine(Checkout.Root, "docs/samples", sample, "bin", configuration, "net10.0", sample + ".dll");
        var command = new Command("dotnet", [program, .. arguments]);
        command.Input.Close();
        return command;
    }
}
