using System.Diagnostics;
using System.Globalization;
using ActorEngine.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>What is left when containers have come and gone many times.</summary>
public sealed class CycleTests(HostedEngine host, ITestOutputHelper output) : IClassFixture<HostedEngine>
{
    private const int AtOnce = 4;

    /// <summary>Megabytes that the daemon may have grown by: its heap is collected when it likes.</summary>
    private const long Growth = 96;

    private static readonly int Cycles = int.TryParse(Environment.GetEnvironmentVariable("ACTORENGINE_CYCLES"), CultureInfo.InvariantCulture, out int number) ? number : 200;

    private Engine Engine => host.Engine;

    [Fact]
    public async Task Containers_that_come_and_go_leave_nothing()
    {
        (await Engine.Cli("network", "create", "--ipv6", "front")).Expect();
        (await Engine.Cli("network", "create", "back")).Expect();
        // What is made once and stays is there from here on.
        await Turn(4 * AtOnce);
        await Settled();
        string before = await Picture();
        long memory = Memory();

        var clock = Stopwatch.StartNew();
        await Turn(Cycles);
        output.WriteLine($"{Cycles} cycles in {clock.Elapsed.TotalSeconds:0.0} s");
        await Settled();
        string after = "";
        try
        {
            await Until.True("all is as it was", async () => (after = await Picture()) == before, 20);
        }
        catch (TimeoutException)
        {
            Assert.Fail(Differences(before, after));
        }

        output.WriteLine($"{before.Split('\n').Length} things before and after; the daemon had {memory} MB and has {Memory()} MB");
        Assert.InRange(Memory() - memory, long.MinValue, Growth);
    }

    private Task Turn(int times) => Parallel.ForEachAsync(Enumerable.Range(0, times), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, _) => await Cycle());

    private async Task Cycle() => (await Engine.Cli("run", "--rm", "--network", "name=front,alias=worker", "--network", "back", "-p", "80", "-p", "53/udp", "-v", "/data", "busybox", "true")).Expect();

    // An answer comes before the cleaning up does.
    private async Task Settled() => await Until.True("nothing runs and nothing is kept", async () =>
        (await Engine.Cli("ps", "-aq")).Text.Length == 0 && Directory.GetFiles(Path.Combine(Engine.Run, "netns")).Length == 0 && (await Links()).Count(link => link.StartsWith("av", StringComparison.Ordinal)) == 0, 30);

    private async Task<string> Picture()
    {
        IEnumerable<string> files = new[] { Engine.State, Engine.Run }.SelectMany(folder => Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories));
        string rules = (await host.Inside("nft", "-s", "list", "ruleset")).Expect(), addresses = (await host.Inside("ip", "-o", "addr")).Expect();
        return string.Join('\n', [.. files.Order(StringComparer.Ordinal), "mounts", .. Leftovers.Mounts(Engine.Folder), "cgroups", .. Leftovers.Cgroups(Engine.Folder), "links", .. await Links(),
            "volumes", (await Engine.Cli("volume", "ls", "-q")).Expect(), "rules", .. rules.Split('\n').Select(line => line.Trim()).Order(StringComparer.Ordinal), "addresses", .. addresses.Split('\n').Select(line => line.Split("valid_lft")[0].Replace(" tentative", "", StringComparison.Ordinal))]);
    }

    private async Task<string[]> Links() => [.. (await host.Inside("ip", "-o", "link")).Expect().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ")[1])];

    private long Memory() => File.ReadLines($"/proc/{Engine.Daemon.Pid}/status").Where(line => line.StartsWith("RssAnon:", StringComparison.Ordinal)).Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024).Single();

    private static string Differences(string before, string after) =>
        string.Join('\n', [.. before.Split('\n').Except(after.Split('\n')).Select(line => "- " + line), .. after.Split('\n').Except(before.Split('\n')).Select(line => "+ " + line)]);
}
