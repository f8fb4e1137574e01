using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>The daemon is killed at random points while containers start and stop.</summary>
public sealed class ChaosTests
{
    private const int Containers = 200;

    [ChaosFact]
    public async Task Two_hundred_starts_and_stops_survive_kills_of_the_daemon_at_random_points()
    {
        await using var engine = await Engine.StartNew();
        var random = new Random(20260101);
        using var over = new CancellationTokenSource();
        var killer = KillAtRandom(engine, random, over.Token);
        var next = 0;
        var workers = Enumerable.Range(0, 4).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var number && number <= Containers)
                await OneContainer(engine, number);
        });
        await Task.WhenAll(workers);
        await over.CancelAsync();
        var kills = await killer;

        Assert.InRange(kills, 5, int.MaxValue);
        var rows = (await engine.Cli("ps", "-a", "--format", "{{.Names}} {{.Status}}")).Expect().Split('\n');
        Assert.Equal(Containers, rows.Length);
        foreach (var number in Enumerable.Range(1, Containers))
        {
            var code = number % 2 == 0 ? number % 100 : 143;
            Assert.StartsWith($"c{number} Exited ({code})", rows.Single(row => row.StartsWith($"c{number} ", StringComparison.Ordinal)));
            var lines = (await engine.Cli("logs", $"c{number}")).Expect().Split('\n');
            Assert.Equal(Enumerable.Range(1, 20).Select(i => $"{number}.{i}"), lines);
        }
        Assert.Empty(Leftovers.Cgroups(engine.Folder));
    }

    // Even ones end by themselves with a code of their own; odd ones are stopped.
    private static async Task OneContainer(Engine engine, int number)
    {
        var name = $"c{number}";
        var end = number % 2 == 0 ? $"exit {number % 100}" : "trap 'exit 143' TERM; touch /ready; while :; do sleep 0.05; done";
        await Insist(engine, already: "already in use", "create", "--name", name, "busybox", "sh", "-c",
            $"i=0; while [ $i -lt 20 ]; do i=$((i+1)); echo {number}.$i; done; {end}");
        await Started(engine, name);
        if (number % 2 == 1)
        {
            await Until.True($"{name} is ready", async () => (await engine.Cli("diff", name)).Output.Contains("/ready"));
            await Insist(engine, already: "not running", "stop", name);
        }
        await Until.True($"{name} has exited", async () => (await engine.Cli("inspect", "--format", "{{.State.Status}}", name)).Text == "exited", 60);
    }

    // A start may have been cut off by the kill: before it (created), or after it took effect.
    private static Task Started(Engine engine, string name) => Until.True($"{name} was started", async () =>
    {
        // While the engine recovers, inspect shows the state that was noted last; only afterwards it is the journal's.
        if ((await engine.Cli("info", "--format", "{{.Recovering}}")).Text != "0")
            return false;
        var state = await engine.Cli("inspect", "--format", "{{.State.Status}}", name);
        if (state is { ExitCode: 0, Text: not ("created" or "starting") })
            return true;
        if (state.Text == "created")
            await engine.Cli("start", name);
        return false;
    }, 60);

    private static Task Insist(Engine engine, string already, params string[] arguments) => Until.True(string.Join(' ', arguments), async () =>
    {
        var result = await engine.Cli(arguments);
        return result.ExitCode == 0 || result.Error.Contains(already);
    }, 60);

    private static async Task<int> KillAtRandom(Engine engine, Random random, CancellationToken over)
    {
        var kills = 0;
        while (!over.IsCancellationRequested)
        {
            // The point of the kill is random on purpose; nothing is awaited here.
            await Task.Delay(random.Next(200, 1500), CancellationToken.None);
            await engine.KillDaemon();
            kills++;
            await engine.StartDaemon(waitForAdoption: false);
        }
        return kills;
    }
}
