using ActorEngine.Shim.Client;
using ActorEngine.Shim.Protocol;

namespace ShimFigures;

/// <summary>One shim under measurement, whose "container" is a shell command.</summary>
internal sealed class Shim(ShimConnection link, string logDirectory) : IAsyncDisposable
{
    public static readonly string[] Variables = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"];

    public ShimConnection Link => link;

    public string LogDirectory => logDirectory;

    public static async Task<Shim> LaunchAsync(string program, Place place, string name)
    {
        string log = place.MakeDirectory(name, "log");
        ShimConnection link = await ShimLauncher.LaunchAsync(
            new ShimLaunchOptions { ShimPath = program, RunDirectory = place.MakeDirectory(name, "run"), Environment = Variables });
        await link.ConfigureAsync(new ShimSettings
        {
            ContainerId = name,
            LogDirectory = log,
            ExitRecordPath = place.FilePath(name + ".exit"),
            LogFileSize = 0,
        });
        return new Shim(link, log);
    }

    public Task<StartOutcome> StartAsync(string command) => link.StartAsync(Call(command, "pid"));

    public static RuntimeCall Call(string command, string pidFile) => new()
    {
        Arguments = ["/bin/sh", "-c", $"setsid sh -c \"$1\" & echo $! > {pidFile}", "runtime", command],
        Environment = Variables,
        PidFile = pidFile,
    };

    public async Task<Exited> ExitAsync()
    {
        await foreach (ShimNotification notification in link.Notifications.ReadAllAsync())
        {
            if (notification is ShimNotification.ContainerExited exited) return exited.Exit;
        }

        throw new InvalidOperationException("the shim ended");
    }

    /// <summary>Private dirty memory in KB, and threads.</summary>
    public (int PrivateDirty, int Pss, int Threads, int Files) Weigh()
    {
        string process = $"/proc/{link.Process.Pid}";
        int Field(string file, string key) => int.Parse(
            File.ReadLines($"{process}/{file}").First(line => line.StartsWith(key)).Split(':', 2)[1].Trim().Split(' ')[0]);
        return (Field("smaps_rollup", "Private_Dirty"), Field("smaps_rollup", "Pss:"), Field("status", "Threads"), Directory.GetFiles($"{process}/fd").Length);
    }

    public async ValueTask DisposeAsync()
    {
        link.Process.Kill();
        await link.Process.WaitForDeathAsync();
        await link.DisposeAsync();
    }
}
