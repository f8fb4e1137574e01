using System.Globalization;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>
/// Control groups of runtime probes. They stand outside the engine's own parent, and their names tell which process made them, so that a
/// later engine can remove those of a daemon that was killed in the middle of a probe, and leave alone those of one that lives.
/// </summary>
internal static class ProbeGroups
{
    private const string Prefix = "/actorengine-probe-";

    /// <summary>A name for a probe of this process.</summary>
    public static string Next()
    {
        int pid = Environment.ProcessId;
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{pid}-{Linux.ProcessTable.StartTime(pid)}-{ContainerId.New().Short}");
    }

    /// <summary>Removes the groups of makers that are gone.</summary>
    public static void Sweep(CgroupLayout layout)
    {
        foreach (string path in Cgroup.List(layout, "/"))
            if (MakerOf(path) is var (pid, started) && !Linux.ProcessTable.IsRunning(pid, started)) Remove(layout, path);
    }

    /// <summary>With what is left in it; a process that takes its time to go leaves the group to the next sweep.</summary>
    public static void Remove(CgroupLayout layout, string path)
    {
        Cgroup group = Cgroup.Open(layout, path);
        if (group.Remove()) return;
        group.Kill();
        group.Remove();
    }

    private static (int Pid, ulong Started)? MakerOf(string path)
    {
        if (!path.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        string[] parts = path[Prefix.Length..].Split('-');
        return parts.Length == 3 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out int pid) && ulong.TryParse(parts[1], CultureInfo.InvariantCulture, out ulong started)
            ? (pid, started)
            : null;
    }
}
