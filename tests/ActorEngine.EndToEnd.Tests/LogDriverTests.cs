using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Log drivers by the command line; what each writes is tested in LogDrivers.Tests.</summary>
public sealed class LogDriverTests(SharedEngine shared) : IClassFixture<SharedEngine>
{
    private readonly Engine engine = shared.Engine;

    [Fact]
    public async Task Json_files_are_where_inspect_says_and_hold_every_line_once_over_the_death_of_the_daemon()
    {
        (await engine.Cli("run", "-d", "--name", "js", "--log-driver", "json-file", "--log-opt", "labels=team", "--label", "team=web", "busybox", "sh", "-c",
            "i=0; while [ ! -e /stop ]; do echo line $i; i=$((i+1)); usleep 1000; done; echo end >&2")).Expect();
        string path = await engine.Inspect("js", "{{.LogPath}}");
        Assert.EndsWith(await engine.Inspect("js", "{{.Id}}") + "-json.log", path);
        await Until.True("lines are there", () => File.Exists(path) && File.ReadLines(path).Count() > 100);
        await engine.KillDaemon();
        int before = File.ReadLines(path).Count();
        await engine.StartDaemon();
        await Until.True("more lines are there", () => File.ReadLines(path).Count() > before + 100);
        (await engine.Cli("exec", "-d", "js", "touch", "/stop")).Expect();
        await Until.True("the last line is there", () => File.ReadLines(path).Last().Contains("\"log\":\"end\\n\",\"stream\":\"stderr\",\"attrs\":{\"team\":\"web\"},\"time\":\"", StringComparison.Ordinal));
        var lines = File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("log").GetString()!).ToList();
        Assert.Equal(Enumerable.Range(0, lines.Count - 1).Select(i => $"line {i}\n"), lines[..^1]);
        Assert.Equal((lines.Count.ToString(), "0"), (await engine.Inspect("js", "{{.LogDelivery.DeliveredLines}}"), await engine.Inspect("js", "{{.LogDelivery.DroppedLines}}")));
        Assert.StartsWith("team=web line ", (await engine.Cli("logs", "--details", "--tail", "2", "js")).Expect());
    }

    [Fact]
    public async Task A_stuck_receiver_never_blocks_the_container_and_its_losses_are_counted()
    {
        // Takes connections and reads nothing.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string address = $"syslog-address=tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        (await engine.Cli("run", "--name", "stuck", "--log-driver", "syslog", "--log-opt", address, "--log-opt", "mode=non-blocking", "--log-opt", "max-buffer-size=1m",
            "busybox", "sh", "-c", "yes 0123456789012345678901234567890123456789 | head -n 700000 >&2; exit 7")).Expect(7);
        await Until.True("losses are counted", async () => int.Parse(await engine.Inspect("stuck", "{{.LogDelivery.DroppedLines}}")) > 100_000);
        Assert.Contains("log_drop", (await engine.Cli("events", "--since", "1h", "--until", "0s", "--filter", "container=stuck")).Expect());
        // The engine's own copy can be read all the same.
        Assert.Equal("0123456789012345678901234567890123456789", (await engine.Cli("logs", "--tail", "1", "stuck")).Error.Trim());
        (await engine.Cli("rm", "stuck")).Expect();
    }

    [Fact]
    public async Task A_receiver_killed_under_load_costs_what_it_had_not_read_and_gets_the_rest_when_it_is_back()
    {
        int port = TcpProxy.FreePort();
        string folder = Directory.CreateTempSubdirectory("syslog").FullName;
        using var first = Receiver("first");
        await Until.True("the receiver listens", async () => (await Command.Run("busybox", "netstat", "-ltn")).Output.Contains($":{port} ", StringComparison.Ordinal));
        (await engine.Cli("run", "-d", "--name", "loaded", "--log-driver", "syslog", "--log-opt", $"syslog-address=tcp://127.0.0.1:{port}", "busybox", "sh", "-c",
            "i=0; while [ ! -e /stop ]; do echo line $i; i=$((i+1)); [ $((i%50)) -ne 0 ] || usleep 1000; done")).Expect();
        await Until.True("lines arrive", () => Lines("first").Length > 1000);
        first.Kill();
        await first.Finished();
        await Until.True("the failure is shown", async () => await engine.Inspect("loaded", "{{.LogDelivery.Error}}") != "");
        // Nobody holds the container up.
        string waiting = await engine.Inspect("loaded", "{{.LogDelivery.WaitingBytes}}");
        await Until.True("it writes on", async () => long.Parse(await engine.Inspect("loaded", "{{.LogDelivery.WaitingBytes}}")) > long.Parse(waiting));
        using var second = Receiver("second");
        await Until.True("lines arrive again", () => Lines("second").Length > 1000, 60);
        (await engine.Cli("exec", "-d", "loaded", "touch", "/stop")).Expect();
        (await engine.Cli("wait", "loaded")).Expect();
        int last = int.Parse((await engine.Cli("logs", "--tail", "1", "loaded")).Text.Split(' ')[1]);
        await Until.True("the last line is there", () => Lines("second").LastOrDefault() == last, 60);

        int[] before = Lines("first"), after = Lines("second");
        Assert.Equal(Enumerable.Range(0, before.Length), before);
        Assert.Equal(Enumerable.Range(after[0], last + 1 - after[0]), after);
        Assert.Equal(("", "0"), (await engine.Inspect("loaded", "{{.LogDelivery.Error}}"), await engine.Inspect("loaded", "{{.LogDelivery.DroppedLines}}")));
        second.Kill();
        (await engine.Cli("rm", "loaded")).Expect();
        Directory.Delete(folder, recursive: true);

        Command Receiver(string file) => new("sh", ["-c", $"exec busybox nc -l -p {port} > {folder}/{file}"]);

        int[] Lines(string file)
        {
            string path = Path.Combine(folder, file);
            if (!File.Exists(path)) return [];
            string[] whole = File.ReadAllText(path).Split('\n');
            return [.. whole[..^1].Select(line => int.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture))];
        }
    }

    [Fact]
    public async Task None_keeps_attaching_alive_and_nothing_to_read()
    {
        Assert.Equal("hi", (await engine.Cli("run", "--name", "none", "--log-driver", "none", "busybox", "echo", "hi")).Expect());
        var refused = await engine.Cli("logs", "none");
        Assert.Equal((1, true), (refused.ExitCode == 0 ? 0 : 1, refused.Error.Contains("configured logging driver does not support reading", StringComparison.Ordinal)));
        Assert.Equal("none ", await engine.Inspect("none", "{{.HostConfig.LogConfig.Type}} {{.LogPath}}"));
    }

    [Fact]
    public async Task Drivers_are_listed_and_what_is_wrong_is_refused_before_anything_is_made()
    {
        Assert.Equal("local [json-file local journald syslog otlp none]", (await engine.Cli("info", "--format", "{{.LoggingDriver}} {{.Plugins.Log}}")).Expect());
        var refused = await engine.Cli("run", "--name", "bad", "--log-driver", "json-file", "--log-opt", "max-sise=1m", "busybox");
        Assert.Equal(125, refused.ExitCode);
        Assert.Contains("unknown log opt 'max-sise' for json-file log driver; the options are compress, env", refused.Error);
        Assert.DoesNotContain("bad", (await engine.Cli("ps", "-a")).Expect());
    }

    [Fact]
    public async Task The_last_lines_of_a_container_that_is_removed_at_its_exit_arrive()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string address = $"syslog-address=tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        var taken = listener.AcceptTcpClientAsync();
        (await engine.Cli("run", "--rm", "--log-driver", "syslog", "--log-opt", address, "--log-opt", "tag={{.ImageName}}", "busybox", "echo", "last words")).Expect();
        using var reader = new StreamReader((await taken).GetStream());
        Assert.Matches(@"^<30>\w{3} [ \d]\d \d\d:\d\d:\d\d busybox\[\d+\]: last words$", await reader.ReadLineAsync());
    }
}
