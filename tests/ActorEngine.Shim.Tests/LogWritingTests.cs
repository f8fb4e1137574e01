using System.Text.RegularExpressions;
using ActorEngine.Logs;
using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;
using ActorEngine.Shim.Tests.Support;

namespace ActorEngine.Shim.Tests;

/// <summary>How the shim writes logs.</summary>
public sealed class LogWritingTests
{
    [Fact]
    public async Task Records_have_the_format_that_others_read()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync();
        await shim.StartShellAsync("echo out; echo err >&2; printf part");
        await shim.ExitAsync();
        Assert.Equal(3, shim.LogLines.Length);
        Assert.All(shim.LogLines, line => Assert.Matches(new Regex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z (stdout F out|stderr F err|stdout P part)$"), line));
    }

    [Fact]
    public async Task Files_rotate_at_whole_records_and_the_oldest_go()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings => settings with { LogFileSize = 10_000, LogFileCount = 3 });
        await shim.StartShellAsync("seq 1 3000");
        Exited exit = await shim.ExitAsync();
        Assert.Equal(3, shim.LogFiles.Length);
        Assert.All(shim.LogFiles, file => Assert.InRange(new FileInfo(file).Length, 1, 10_000));
        Assert.True(exit.LogEnd.File > 3);
        string text = shim.LogText();
        Assert.EndsWith("2999\n3000\n", text);
        int first = int.Parse(text.Split('\n')[0]);
        Assert.Equal(string.Concat(Enumerable.Range(first, 3001 - first).Select(number => $"{number}\n")), text);
    }

    [Fact]
    public async Task Lines_of_any_length_come_out_as_they_went_in()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings => settings with { LogFileCount = 0 });
        await shim.StartShellAsync("head -c 3000000 /dev/zero | tr '\\0' x; echo; echo; echo end");
        await shim.ExitAsync();
        Assert.Equal(new string('x', 3_000_000) + "\n\nend\n", shim.LogText());
    }

    [Fact]
    public async Task A_discarded_log_leaves_no_files_and_the_container_runs_on()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings => settings with { DiscardLog = true });
        await shim.StartShellAsync("seq 1 100000; exit 2");
        Assert.Equal(2, (await shim.ExitAsync()).Code);
        Assert.Empty(shim.LogFiles);
    }

    [Fact]
    public async Task A_full_disk_stops_nothing_and_the_gap_is_noted_when_there_is_room_again()
    {
        using var place = new Scratch();
        string log = place.MountTmpfs("log", 256);
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings => settings with { LogDirectory = log });
        string gate = shim.Scratch.Path("gate");
        await shim.StartShellAsync($"seq 1 20000; touch {gate}.full; while [ ! -e {gate} ]; do sleep 0.01; done; echo back; exit 3");
        LogLoss began = (await shim.Link.Next<ShimNotification.LogDamaged>()).Loss;
        Assert.False(began.Over);
        await Waiting.Until(() => File.Exists(gate + ".full"), "the container wrote on");
        ActorEngine.Linux.Mounts.Mount("tmpfs", log, "tmpfs", ActorEngine.Linux.MountFlags.Remount, "size=4096k");
        LogLoss over = (await shim.Link.Next<ShimNotification.LogDamaged>()).Loss;
        Assert.True(over.Over);
        File.WriteAllText(gate, "");
        Assert.Equal(3, (await shim.ExitAsync()).Code);

        using var reader = new LogReader(log, new LogQuery());
        List<LogEntryKind> kinds = [];
        long kept = 0;
        while (await reader.ReadAsync() is { } batch)
        {
            kinds.AddRange(batch.Select(entry => entry.Kind));
            kept += batch.Where(entry => entry.Kind == LogEntryKind.Output).Sum(entry => entry.Raw.Length);
        }

        Assert.Equal(1, kinds.Count(kind => kind == LogEntryKind.Gap));
        Assert.DoesNotContain(LogEntryKind.Garbled, kinds);
        long written = Enumerable.Range(1, 20_000).Sum(number => number.ToString().Length + 1) + "back\n".Length;
        Assert.Equal(written, kept + over.LostBytes);
    }

    [Fact]
    public async Task A_second_run_goes_on_in_the_same_log()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync();
        await shim.StartShellAsync("echo first");
        await shim.ExitAsync();
        await shim.Link.AcknowledgeExitAsync().Soon();
        ShimProcess process = shim.Link.Process;
        await shim.Link.ShutdownAsync().Soon();
        await process.WaitForDeathAsync().Soon();
        await shim.LaunchAgainAsync();
        await shim.StartShellAsync("echo second");
        await shim.ExitAsync();
        Assert.Equal("first\nsecond\n", shim.LogText());
    }

    [Fact]
    public async Task The_memory_that_a_burst_of_output_took_is_given_back()
    {
        await using ShimUnderTest shim = await ShimUnderTest.LaunchAsync(settings => settings with { LogFileSize = 1 << 20 });
        string gate = shim.Scratch.Path("gate");
        await shim.StartShellAsync($"while [ ! -e {gate} ]; do sleep 0.01; done; seq 1 1000000; touch {gate}.done; exec sleep 1000");
        int before = shim.PrivateDirty;
        File.WriteAllText(gate, "");
        await Waiting.Until(() => File.Exists(gate + ".done"), "the container wrote");
        Assert.InRange(shim.PrivateDirty, 1, 512);
        await Waiting.Until(() => shim.PrivateDirty <= before + 32, "the buffers were given back");
    }
}
