using ActorEngine.Logs;
using System.Text;
using ActorEngine.Linux;
using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Tests.Support;

/// <summary>One launched shim with directories of its own; killed at the end with what it ran.</summary>
public class ShimUnderTest : IAsyncDisposable
{
    private readonly List<ShimConnection> links = [];

    protected ShimUnderTest(Scratch scratch)
    {
        Scratch = scratch;
        RunDirectory = scratch.MakeDirectory("run");
        LogDirectory = scratch.MakeDirectory("state", "log");
        Settings = new ShimSettings
        {
            ContainerId = "c-" + Guid.NewGuid().ToString("N")[..12],
            LogDirectory = LogDirectory,
            ExitRecordPath = scratch.Path("state", "exit"),
        };
    }

    public Scratch Scratch { get; }

    public string RunDirectory { get; }

    public string LogDirectory { get; init; }

    public string ExitRecordPath => Settings.ExitRecordPath;

    public ShimSettings Settings { get; set; }

    public ShimConnection Link => links[^1];

    public int ContainerPid { get; set; }

    public static IReadOnlyList<string> Environment { get; } = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"];

    /// <summary>A shim that was launched and configured.</summary>
    public static async Task<ShimUnderTest> LaunchAsync(Func<ShimSettings, ShimSettings>? change = null)
    {
        var shim = new ShimUnderTest(new Scratch());
        if (change is not null) shim.Settings = change(shim.Settings);
        await shim.LaunchAgainAsync();
        return shim;
    }

    /// <summary>Launches a shim on the same directories, as after the first was killed.</summary>
    public async Task<ShimConnection> LaunchAgainAsync()
    {
        ShimConnection link = await ShimLauncher.LaunchAsync(new ShimLaunchOptions
        {
            ShimPath = ShimProgram.Path,
            RunDirectory = RunDirectory,
            Environment = Environment,
            ErrorLog = Scratch.Path("shim-errors"),
        }).Soon();
        links.Add(link);
        await link.ConfigureAsync(Settings).Soon();
        return link;
    }

    /// <summary>A second daemon's link.</summary>
    public async Task<ShimConnection> ConnectAsync()
    {
        ShimConnection link = await ShimConnection.ConnectAsync(RunDirectory).Soon();
        links.Add(link);
        return link;
    }

    /// <summary>
    /// Runs a shell command as the "container": a runtime made of a script that leaves it behind and writes its pid, as
    /// <c>run --detach</c> does.
    /// </summary>
    public async Task<Started> StartShellAsync(string command)
    {
        StartOutcome outcome = await Link.StartAsync(ShellCall(command)).Soon();
        Assert.True(outcome.Process is not null, outcome.Failure?.ToString());
        ContainerPid = outcome.Process!.Pid;
        return outcome.Process;
    }

    /// <summary>The made-up runtime is a shell, and would collect a child that ends before it does; a real one never does.</summary>
    private const string RuntimeGone = "while [ -d /proc/$0 ]; do :; done; ";

    public RuntimeCall ShellCall(string command, string pidFile = "pid") => new()
    {
        Arguments = ["/bin/sh", "-c", $"exec 3<&0; setsid sh -c \"$1\" $$ <&3 3<&- & echo $! > {pidFile}", "runtime", RuntimeGone + command],
        Environment = Environment,
        PidFile = pidFile,
    };

    /// <summary>The shim's private dirty memory in KB.</summary>
    public int PrivateDirty => int.Parse(
        File.ReadLines($"/proc/{Link.Process.Pid}/smaps_rollup").First(line => line.StartsWith("Private_Dirty")).Split(':')[1].Trim().Split(' ')[0]);

    public async Task<Exited> ExitAsync() => (await Link.Next<ShimNotification.ContainerExited>()).Exit;

    /// <summary>All log files, in order.</summary>
    public string[] LogFiles => [.. Directory.GetFiles(LogDirectory, "*.log").Order()];

    /// <summary>All records, as text lines.</summary>
    public string[] LogLines => [.. LogFiles.SelectMany(file => File.ReadAllText(file).Split('\n')[..^1])];

    /// <summary>What the log gives back of one stream, byte for byte.</summary>
    public string LogText(string stream = "stdout")
    {
        using var reader = new LogReader(LogDirectory, new LogQuery { Streams = stream == "stdout" ? LogStreams.Stdout : LogStreams.Stderr });
        var text = new MemoryStream();
        // A reader that does not follow never waits.
        for (ValueTask<LogChunk?> read; (read = reader.ReadChunkAsync()).IsCompletedSuccessfully && read.Result is { } chunk;)
        {
            Assert.Null(chunk.Note);
            text.Write(chunk.Data.Span);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (ShimConnection link in links)
        {
            link.Process.Kill();
            await link.Process.WaitForDeathAsync().Soon();
            await link.DisposeAsync();
        }

        if (ContainerPid > 0) Signals.TrySend(ContainerPid, Signals.Kill);
        Scratch.Dispose();
        GC.SuppressFinalize(this);
    }
}
