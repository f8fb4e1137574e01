using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>The daemon is killed at random points while containers start and stop.</summary>
public sealed class ChaosTests
{
    private const int Containers = 200, Workers = 4, Lines = 20;

    [Theory]
    [InlineData(20260101)]
    [InlineData(42)]
    public Task Two_hundred_starts_and_stops_survive_kills_of_the_daemon_at_random_points(int seed) => Engine.Use(async engine =>
    {
        using var over = new CancellationTokenSource();
        var killing = KillAtRandom(engine, new Random(seed), over.Token);
        var next = 0;
        await Task.WhenAll(Ending(Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Work())), over), killing);

        Assert.InRange(await killing, 5, int.MaxValue);
        // The last daemon may still be recovering what it adopted; it answers before that.
        await Until.True("every container is known again", async () => (await engine.Cli("info", "--format", "{{.Recovering}}")).Expect() == "0", 60);
        var rows = (await engine.Cli("ps", "-a", "--format", "{{.Names}} {{.Status}}")).Expect().Split('\n');
        string[] events = [];
        await Until.True("all ends are in the event stream", async () =>
        {
            events = (await engine.Cli("events", "--since", "1h", "--until", "0s", "--filter", "type=container", "--format", "{{.Action}} {{.Actor.Attributes.name}}")).Expect().Split('\n');
            return events.Count(line => line.StartsWith("die ", StringComparison.Ordinal)) >= Containers;
        });
        Assert.Equal(Containers, rows.Length);
        foreach (var number in Enumerable.Range(1, Containers))
        {
            Assert.StartsWith($"c{number} Exited ({ExitCode(number)}) ", rows.Single(row => row.StartsWith($"c{number} ", StringComparison.Ordinal)));
            var lines = (await engine.Cli("logs", $"c{number}")).Expect().Split('\n');
            Assert.Equal(Enumerable.Range(1, Lines).Select(i => $"{number}.{i}"), lines);
            foreach (var action in (string[])["create", "start", "die"])
                Assert.Equal($"c{number}: 1 {action}", $"c{number}: {events.Count(line => line == $"{action} c{number}")} {action}");
        }

        Assert.Empty(Leftovers.Cgroups(engine.Folder));

        async Task Work()
        {
            while (!over.IsCancellationRequested && Interlocked.Increment(ref next) is var number && number <= Containers)
                await Ending(OneContainer(engine, number), over, onlyFailed: true);
        }
    });

    // Even ones end by themselves with a code of their own; odd ones are stopped.
    private static int ExitCode(int number) => number % 2 == 0 ? number % 100 : 143;

    private static async Task OneContainer(Engine engine, int number)
    {
        var name = $"c{number}";
        var end = number % 2 == 0 ? $"exit {ExitCode(number)}" : "while :; do sleep 0.05; done";
        // A cut-off creation is found to have happened, or not to: inspect tells only what is true.
        await Insist(engine, done: text => text.Length > 0, name, "create", "--name", name, "busybox", "sh", "-c",
            $"trap 'exit 143' TERM; i=0; while [ $i -lt {Lines} ]; do i=$((i+1)); echo {number}.$i; done; {end}");
        await Insist(engine, done: text => text != "created", name, "start", name);
        if (number % 2 == 1)
        {
            // It has its trap by then.
            await Until.True($"{name} has written", async () => (await engine.Cli("logs", name)).Output.Contains($"{number}.{Lines}\n"), 60);
            await Insist(engine, done: text => text == "exited", name, "stop", name);
        }

        await Until.True($"{name} has exited", async () => await Status(engine, name) == "exited", 60);
    }

    // Nobody repeats a command that took effect: where its answer was lost, the state is looked at first.
    private static async Task Insist(Engine engine, Func<string, bool> done, string name, params string[] command) =>
        await Until.True(string.Join(' ', command), async () => Heard(await engine.Cli(command)) is not null || done(await Status(engine, name)), 60);

    /// <summary>The state; empty where there is no such container.</summary>
    private static async Task<string> Status(Engine engine, string name)
    {
        string? status = null;
        await Until.True($"the state of {name}", async () =>
        {
            var result = await engine.Cli("inspect", "--type", "container", "--format", "{{.State.Status}}", name);
            status = result.Error.Contains("No such container") ? "" : Heard(result);
            return status is not null;
        }, 60);
        return status!;
    }

    /// <summary>What was answered; null where the kill came between. Any other refusal is a failure of the engine.</summary>
    private static string? Heard(CommandResult result)
    {
        if (result.ExitCode != 0 && (result.Error.Contains("No engine answers") || result.Error.Contains("was lost before the answer came")))
            return null;
        return result.Expect();
    }

    private static async Task<int> KillAtRandom(Engine engine, Random random, CancellationToken over)
    {
        var kills = 0;
        while (!over.IsCancellationRequested)
        {
            // The point of the kill is random on purpose; nothing is awaited here.
            await Task.Delay(random.Next(20, 1200), CancellationToken.None);
            await engine.KillDaemon();
            kills++;
            await engine.StartDaemon(waitForAdoption: false);
        }

        return kills;
    }

    private static async Task Ending(Task work, CancellationTokenSource over, bool onlyFailed = false)
    {
        try
        {
            await work;
        }
        finally
        {
            if (!onlyFailed || !work.IsCompletedSuccessfully)
                await over.CancelAsync();
        }
    }
}
