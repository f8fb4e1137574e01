using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>A real daemon with directories and a cgroup parent of its own, driven through the real command line.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private static int _count;
    private readonly Dictionary<string, string> _environment;
    // Ends by executing the daemon in its own process (nsenter does), so that the daemon keeps the pid.
    private readonly List<string> _wrapper;
    private readonly string _bin;
    private Command? _daemon;

    /// <summary>What containers of tests get that are not about networks: nothing, unless somebody wants to see all tests with it.</summary>
    private static string DefaultNetwork => Environment.GetEnvironmentVariable("ACTORENGINE_E2E_NETWORK") is { Length: > 0 } name ? name : "none";

    private Engine(string bin, IEnumerable<string> wrapper, string? state, string? network)
    {
        _bin = bin;
        _wrapper = [.. wrapper];
        Folder = Path.Combine(Path.GetTempPath(), $"actorengine-e2e-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");
        State = state ?? Path.Combine(Folder, "state");
        _environment = new Dictionary<string, string>
        {
            ["ACTORENGINE_STATE"] = State,
            ["ACTORENGINE_RUN"] = Run,
            ["ACTORENGINE_CONFIG"] = Config,
            ["ACTORENGINE_HOST"] = "unix://" + Socket,
        };
        foreach (var folder in (string[])[State, Run, Config])
            Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(Config, "test.hocon"), $"actorengine.containers.cgroup-parent = \"/{Path.GetFileName(Folder)}\"\nactorengine.networks.default = {network ?? DefaultNetwork}\n");
    }

    public string Folder { get; }

    public string State { get; }

    public string Run => Path.Combine(Folder, "run");

    public string Config => Path.Combine(Folder, "config");

    public string Socket => Path.Combine(Run, "engine.sock");

    /// <summary>Where Docker clients find it.</summary>
    public string DockerSocket => Path.Combine(Run, "docker.sock");

    public IReadOnlyDictionary<string, string> EngineEnvironment => _environment;

    public Command Daemon => _daemon ?? throw new InvalidOperationException("The daemon was not started.");

    public string DaemonLog { get; private set; } = "";

    /// <summary>A started engine that holds the image busybox.</summary>
    public static async Task<Engine> StartNew(string? bin = null, IEnumerable<string>? wrapper = null, string? hocon = null, string? state = null, string? network = null)
    {
        var engine = new Engine(bin ?? Checkout.Bin, wrapper ?? [], state, network);
        if (hocon is not null)
            await File.WriteAllTextAsync(Path.Combine(engine.Config, "case.hocon"), hocon);
        await engine.StartDaemon();
        (await engine.Cli("import", await StarterImage.Tar(), "busybox:latest")).Expect();
        return engine;
    }

    /// <summary>Runs a test on an engine of its own. Where the clean-up fails too, that does not hide why the test did.</summary>
    public static async Task Use(Func<Engine, Task> test)
    {
        var engine = await StartNew();
        var failures = new List<Exception>();
        foreach (var step in (Func<Task>[])[() => test(engine), () => engine.DisposeAsync().AsTask()])
        {
            try
            {
                await step();
            }
            catch (Exception failure)
            {
                failures.Add(failure);
            }
        }

        if (failures is [var only])
            ExceptionDispatchInfo.Throw(only);
        if (failures.Count > 1)
            throw new AggregateException("The test failed, and so did its clean-up.", failures);
    }

    /// <summary>Starts the daemon and waits until it answers.</summary>
    public async Task StartDaemon(bool waitForAdoption = true)
    {
        string[] line = [.. _wrapper, Path.Combine(_bin, "actord")];
        _daemon = new Command(line[0], line[1..], _environment);
        _daemon.Input.Close();
        await Until.True("the daemon answers; it said: " + _daemon.Error, async () =>
        {
            if (_daemon.HasExited)
                throw new InvalidOperationException("The daemon ended at its start:\n" + _daemon.Error);
            var info = await Cli("info", "--format", "{{.Recovering}}");
            return info.ExitCode == 0 && (!waitForAdoption || info.Text == "0");
        }, 60);
    }

    /// <summary>Waits until its databases have the room that a full disk asks for.</summary>
    public Task HasRoom() => Until.True("there is room in the databases", () => new FileInfo(Path.Combine(State, "images", "store.db-wal")) is { Exists: true, Length: > 4_000_000 });

    /// <summary>Ends the daemon with kill -9, as a crash would.</summary>
    public async Task KillDaemon()
    {
        Kill("KILL", Daemon.Pid);
        DaemonLog += (await Daemon.Finished()).Error;
    }

    /// <summary>Ends the daemon as an operator would.</summary>
    public async Task<CommandResult> StopDaemon()
    {
        Kill("TERM", Daemon.Pid);
        var result = await Daemon.Finished();
        DaemonLog += result.Error;
        return result;
    }

    /// <summary>A command whose output nobody reads.</summary>
    public Command BeginUnread(params string[] arguments) => new(Path.Combine(Checkout.Bin, "actorctl"), arguments, _environment, reads: false);

    public Command Begin(params string[] arguments) => new(Path.Combine(Checkout.Bin, "actorctl"), arguments, _environment);

    public async Task<CommandResult> Cli(params string[] arguments)
    {
        using var command = Begin(arguments);
        command.Input.Close();
        return await command.Finished(120);
    }

    public async Task<string> Inspect(string container, string template) => (await Cli("inspect", "--format", template, container)).Expect();

    public Task WaitForStatus(string container, string status) =>
        Until.True($"{container} is {status}", async () => (await Cli("inspect", "--format", "{{.State.Status}}", container)).Text == status);

    public static void Kill(string signal, int pid)
    {
        using var kill = Process.Start("kill", ["-" + signal, pid.ToString()]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (_daemon is null or { HasExited: true })
            await StartDaemon();
        var ids = (await Cli("ps", "-aq")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length > 0)
            await Cli(["rm", "--force", .. ids]);
        await StopDaemon();
        _daemon?.Dispose();
        await Leftovers.Remove(Folder, State);
    }
}
