using System.Globalization;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>stats and top.</summary>
public sealed class UsageTests
{
    [Fact]
    public async Task Statistics_show_what_containers_use_also_after_a_restart_of_the_daemon()
    {
        await using var engine = await Engine.StartNew();
        (await engine.Cli("run", "-d", "--name", "busy", "--memory", "64m", "busybox", "sh", "-c", "head -c 8000000 /dev/zero > /f; while :; do :; done")).Expect();
        (await engine.Cli("create", "--name", "idle", "busybox", "true")).Expect();
        await Until.True("its processor time shows", async () => await Percent() > 20);
        Assert.Equal("busy", (await engine.Cli("stats", "--no-stream", "--format", "{{.Name}}")).Expect());
        Assert.Equal("busy\nidle", string.Join('\n', (await engine.Cli("stats", "--no-stream", "--all", "--format", "{{.Name}}")).Expect().Split('\n').Order()));
        await Until.True("the first program has ended", async () => (await engine.Cli("stats", "--no-stream", "--format", "{{.PIDs}}", "busy")).Expect() == "1");
        Assert.Matches("^busy 8(\\.0+|)MB \\(virtual [0-9.]+MB\\)$", (await engine.Cli("ps", "--size", "--format", "{{.Names}} {{.Size}}")).Expect());
        Assert.Equal("8000000", (await engine.Cli("inspect", "--size", "--format", "{{.SizeRw}}", "busy")).Expect());
        string[] row = (await engine.Cli("stats", "--no-stream", "--format", "{{.MemUsage}}|{{.PIDs}}|{{.NetIO}}|{{.BlockIO}}", "busy")).Expect().Split('|');
        Assert.EndsWith(" / 64MiB", row[0]);
        // The file's pages are cache, and may be dropped: they are no use of memory.
        double number = double.Parse(row[0].Split("iB")[0].TrimEnd('K', 'M'), CultureInfo.InvariantCulture);
        Assert.True((row[0].Split(' ')[0].EndsWith("MiB", StringComparison.Ordinal) ? number : number / 1024) < 4, row[0]);
        Assert.Equal("1", row[1]);
        await engine.KillDaemon();
        await engine.StartDaemon();
        Assert.True(await Percent() > 20);
        Assert.NotEqual(0, (await engine.Cli("stats", "--no-stream", "no-such")).ExitCode);

        async Task<double> Percent() =>
            double.Parse((await engine.Cli("stats", "--no-stream", "--format", "{{.CPUPerc}}", "busy")).Expect().TrimEnd('%'), CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_frozen_container_holds_no_statistics_up()
    {
        await using var engine = await Engine.StartNew();
        (await engine.Cli("run", "-d", "--name", "frozen", "busybox", "sleep", "1000")).Expect();
        (await engine.Cli("pause", "frozen")).Expect();
        Assert.Equal("frozen", (await engine.Cli("stats", "--no-stream", "--format", "{{.Name}}")).Expect());
        Assert.Contains("sleep 1000", (await engine.Cli("top", "frozen")).Expect());
        (await engine.Cli("unpause", "frozen")).Expect();
    }

    [Fact]
    public async Task Top_takes_the_options_of_ps()
    {
        await using var engine = await Engine.StartNew();
        (await engine.Cli("run", "-d", "--name", "unit", "busybox", "sh", "-c", "sleep 999 & exec sleep 1000")).Expect();
        string[] lines = (await engine.Cli("top", "unit", "-eo", "pid,comm")).Expect().Split('\n');
        Assert.Equal(["PID", "COMMAND"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["sleep", "sleep"], lines[1..].Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        Assert.Contains("sleep 999", (await engine.Cli("top", "unit", "aux")).Expect());
        Assert.Contains("no PID column", (await engine.Cli("top", "unit", "-eo", "comm")).Error);
        Assert.Contains("ps:", (await engine.Cli("top", "unit", "--no-such-option")).Error);
    }
}
