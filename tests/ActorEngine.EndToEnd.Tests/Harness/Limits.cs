namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>What the kernel holds of a running container's limits: its control group's files as the engine sees them, and its process's.</summary>
internal sealed class Limits
{
    private readonly string _sight;
    private readonly string _group;

    private Limits(string sight, string group, int pid) => (_sight, _group, Pid) = (sight, group, pid);

    public int Pid { get; }

    /// <summary>Looks through the daemon's mount namespace.</summary>
    public static async Task<Limits> Of(Engine engine, string container) => new(
        $"/proc/{engine.Daemon.Pid}/root/sys/fs/cgroup", await engine.Inspect(container, "{{.CgroupPath}}"), int.Parse(await engine.Inspect(container, "{{.State.Pid}}")));

    /// <summary>A file of a version 1 controller.</summary>
    public string Read(string controller, string file) => File.ReadAllText($"{_sight}/{controller}{_group}/{file}").Trim();

    /// <summary>A file of the version 2 group.</summary>
    public string Read(string file) => File.ReadAllText($"{_sight}{_group}/{file}").Trim();

    /// <summary>Whether the group has such a file.</summary>
    public bool Has(string controller, string file) => File.Exists($"{_sight}/{controller}{_group}/{file}");

    public string OfProcess(string file) => File.ReadAllText($"/proc/{Pid}/{file}").Trim();

    /// <summary>Soft and hard limit of a row of /proc/PID/limits.</summary>
    public (string Soft, string Hard) Rlimit(string name)
    {
        string[] words = OfProcess("limits").Split('\n').First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (words[0], words[1]);
    }

    /// <summary>A block device of this host with its number; null where there is none.</summary>
    public static (string Path, string Number)? Disk()
    {
        foreach (string disk in Directory.GetFileSystemEntries("/sys/block"))
        {
            string path = "/dev/" + Path.GetFileName(disk);
            if (File.Exists(path)) return (path, File.ReadAllText(disk + "/dev").Trim());
        }

        return null;
    }
}
