using ActorEngine.Logs;
using ActorEngine.Shim.Client;
using ActorEngine.Shim.Tests.Logs;
using ActorEngine.Shim.Tests.Support;

namespace ActorEngine.Shim.Tests;

/// <summary>Bursts of output, which the shim moves into the log as blocks.</summary>
public sealed class LogBlockTests
{
    [Fact]
    public async Task A_burst_comes_out_as_it_went_in()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings => settings with { LogFileSize = 1 << 20, LogFileCount = 0 });
        string text = Numbers(3_000_000), source = shim.Scratch.Path("source");
        File.WriteAllText(source, text);
        await shim.StartShellAsync($"echo first; dd if={source} bs=1M status=none; echo last; dd if={source} bs=1M status=none >&2");
        await shim.ExitAsync();
        Assert.Equal("first\n" + text + "last\n", shim.LogText());
        Assert.Equal(text, shim.LogText("stderr"));
        Assert.Contains(shim.LogLines, line => line.Contains(" stdout B 0000"));
        Assert.Contains(shim.LogLines, line => line.Contains(" stderr B 0000"));
        Assert.All(shim.LogFiles, file => Assert.InRange(new FileInfo(file).Length, 1, 1 << 20));
    }

    [Fact]
    public async Task A_burst_onto_a_full_disk_is_counted_to_the_byte()
    {
        using var place = new Scratch();
        string log = place.MountTmpfs("log", 300), source = place.Path("source"), gate = place.Path("gate");
        string text = Numbers(2_000_000);
        File.WriteAllText(source, text);
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings => settings with { LogDirectory = log });
        await shim.StartShellAsync($"dd if={source} bs=1M status=none; touch {gate}.full; while [ ! -e {gate} ]; do sleep 0.01; done; echo back; exit 3");
        Assert.False((await shim.Link.Next<ShimNotification.LogDamaged>()).Loss.Over);
        await Waiting.Until(() => File.Exists(gate + ".full"), "the container wrote on");
        Linux.Mounts.Mount("tmpfs", log, "tmpfs", Linux.MountFlags.Remount, "size=8192k");
        long lost = (await shim.Link.Next<ShimNotification.LogDamaged>()).Loss.LostBytes;
        File.WriteAllText(gate, "");
        Assert.Equal(3, (await shim.ExitAsync()).Code);

        using var reader = new LogReader(log, new LogQuery());
        List<string> entries = await reader.ReadAllAsync();
        Assert.DoesNotContain("garbled", entries);
        Assert.Single(entries, entry => entry.StartsWith("gap:"));
        using var again = new LogReader(log, new LogQuery());
        long kept = 0;
        while (await again.ReadChunkAsync() is { } chunk) kept += chunk.Data.Length;
        Assert.Equal(text.Length + "back\n".Length, kept + lost);
    }

    [Theory]
    [InlineData(60, "one\ntwo\nthr", "one\ntwo\nthr")]
    [InlineData(60, "one\ntwo\n", "one\ntwo\n")]
    [InlineData(60, "", "")]
    [InlineData(4, "one\n\n2026-01-01T00", "one\n")]
    [InlineData(200, "2026-01-01T00:00:00.000000000Z stdout F bait\n", "2026-01-01T00:00:00.000000000Z stdout F bait\n")]
    public async Task A_torn_block_keeps_what_it_holds(int announced, string found, string kept)
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings =>
        {
            Directory.CreateDirectory(settings.LogDirectory);
            File.WriteAllText(Path.Combine(settings.LogDirectory, "000001.log"), LogFixture.Record("before") + LogFixture.Head(announced) + found);
            return settings;
        });
        await shim.StartShellAsync("echo after");
        await shim.ExitAsync();
        Assert.Equal("before\n" + kept + "after\n", shim.LogText());
    }

    private static string Numbers(int bytes)
    {
        var text = new System.Text.StringBuilder();
        for (int number = 1; text.Length < bytes; number++) text.Append(number).Append('\n');
        return text.ToString();
    }
}
