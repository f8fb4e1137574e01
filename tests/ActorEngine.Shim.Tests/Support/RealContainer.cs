using System.Text.Json.Nodes;
using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Tests.Support;

/// <summary>A container of the real runtime on a file system of busybox alone.</summary>
public sealed class RealContainer : ShimUnderTest
{
    private const string Runtime = "/usr/sbin/runc";

    private RealContainer(Scratch scratch) : base(scratch)
    {
    }

    public string CgroupPath => $"/actorengine-shim-tests/{Settings.ContainerId}";

    public string MemoryCgroup => "/sys/fs/cgroup/memory" + CgroupPath;

    /// <summary>Makes the bundle and launches the shim.</summary>
    public static async Task<RealContainer> LaunchAsync(
        string[] command, Func<ShimSettings, ShimSettings>? change = null, long memoryLimit = 0)
    {
        var container = new RealContainer(new Scratch());
        container.Settings = container.Settings with { MemoryCgroup = container.MemoryCgroup };
        if (change is not null) container.Settings = change(container.Settings);
        container.MakeBundle(command, memoryLimit);
        await container.LaunchAgainAsync();
        return container;
    }

    public RuntimeCall RunCall => new()
    {
        Arguments = [.. RuntimeArguments("run", "--detach", "--pid-file", "pid", "--bundle", "."), .. Console, Settings.ContainerId],
        Environment = Environment,
        LogFile = "runtime.log",
    };

    private string[] Console => Settings.Terminal ? ["--console-socket", Settings.ConsoleSocket] : [];

    public string[] RuntimeArguments(params string[] rest) =>
        [Runtime, "--root", Scratch.Path("runc"), "--log", "runtime.log", "--log-format", "json", .. rest];

    public async Task<Started> StartAsync()
    {
        StartOutcome outcome = await Link.StartAsync(RunCall).Soon();
        Assert.True(outcome.Process is not null, outcome.Failure?.ToString());
        ContainerPid = outcome.Process!.Pid;
        return outcome.Process;
    }

    /// <summary>An exec request for a command inside.</summary>
    public Exec ExecRequest(string id, string[] command, bool terminal = false, bool stdin = false, ExecOutputMode output = ExecOutputMode.Attach)
    {
        var process = new JsonObject
        {
            ["terminal"] = terminal,
            ["user"] = new JsonObject { ["uid"] = 0, ["gid"] = 0 },
            ["args"] = new JsonArray([.. command.Select(part => (JsonNode)part)]),
            ["env"] = new JsonArray("PATH=/bin"),
            ["cwd"] = "/",
        };
        File.WriteAllText(Path.Combine(RunDirectory, $"{id}.json"), process.ToJsonString());
        string[] console = terminal ? ["--console-socket", $"{id}.sock"] : [];
        return new Exec
        {
            Id = id,
            Call = new RuntimeCall
            {
                Arguments = [.. RuntimeArguments("exec", "--detach", "--pid-file", $"{id}.pid", "--process", $"{id}.json"), .. console, Settings.ContainerId],
                Environment = Environment,
                PidFile = $"{id}.pid",
                LogFile = "runtime.log",
            },
            StdinOpen = stdin,
            Output = output,
            ConsoleSocket = terminal ? $"{id}.sock" : "",
        };
    }

    public override async ValueTask DisposeAsync()
    {
        using var delete = System.Diagnostics.Process.Start(Runtime, ["--root", Scratch.Path("runc"), "delete", "--force", Settings.ContainerId]);
        await delete.WaitForExitAsync().Soon();
        await base.DisposeAsync();
    }

    private void MakeBundle(string[] command, long memoryLimit)
    {
        string bin = Directory.CreateDirectory(Path.Combine(RunDirectory, "rootfs", "bin")).FullName;
        foreach (string directory in (string[])["proc", "dev", "sys", "tmp"]) Directory.CreateDirectory(Path.Combine(RunDirectory, "rootfs", directory));
        File.Copy("/usr/bin/busybox", Path.Combine(bin, "busybox"));
        foreach (string applet in (string[])["sh", "echo", "cat", "sleep", "true", "false", "seq", "dd", "tail", "stty", "kill", "yes", "head"])
            File.CreateSymbolicLink(Path.Combine(bin, applet), "busybox");

        using (var spec = System.Diagnostics.Process.Start(Runtime, ["spec", "--bundle", RunDirectory])) spec.WaitForExit();
        string path = Path.Combine(RunDirectory, "config.json");
        JsonNode config = JsonNode.Parse(File.ReadAllText(path))!;
        config["process"]!["args"] = new JsonArray([.. command.Select(part => (JsonNode)part)]);
        config["process"]!["terminal"] = Settings.Terminal;
        config["process"]!["env"] = new JsonArray("PATH=/bin");
        config["root"]!["readonly"] = false;
        config["linux"]!["cgroupsPath"] = CgroupPath;
        if (memoryLimit > 0) config["linux"]!["resources"]!["memory"] = new JsonObject { ["limit"] = memoryLimit, ["swap"] = memoryLimit };
        File.WriteAllText(path, config.ToJsonString());
    }
}
