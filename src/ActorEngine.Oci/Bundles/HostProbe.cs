using System.Globalization;
using System.Runtime.InteropServices;
using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>Reads <see cref="HostFacts"/> from /proc and /sys.</summary>
public static class HostProbe
{
    /// <summary>The facts of this host; a few file reads.</summary>
    public static HostFacts Read()
    {
        CgroupLayout cgroups = CgroupLayout.Detect();
        return new HostFacts
        {
            Cgroups = cgroups,
            Architecture = RuntimeInformation.OSArchitecture switch
            {
                Architecture.X64 => "x86_64",
                Architecture.Arm64 => "aarch64",
                var other => other.ToString().ToLowerInvariant(),
            },
            Kernel = ParseKernel(Text("/proc/sys/kernel/osrelease")),
            Hostname = Text("/proc/sys/kernel/hostname"),
            Capabilities = ParseCapabilities(Text("/proc/self/status")),
            LastGroup = ParseLastId(Text("/proc/self/gid_map")),
            Cpus = Environment.ProcessorCount,
            MemoryBytes = ParseMemory(Text("/proc/meminfo")),
            SwapLimit = HasSwapLimit(cgroups),
            // The root group has no weight of its own, but shows that there are some.
            BlockIoWeight = HasFile(cgroups, "blkio", "blkio.weight", "blkio.bfq.weight", "blkio.bfq.io_serviced") || HasChildFile(cgroups, "io.weight", "io.bfq.weight"),
            BfqWeightAlone = HasFile(cgroups, "blkio", "blkio.bfq.weight", "blkio.bfq.io_serviced") && !HasFile(cgroups, "blkio", "blkio.weight"),
            BlockIoThrottle = HasFile(cgroups, "blkio", "blkio.throttle.read_bps_device") || (cgroups.Mode == CgroupMode.V2 && HasController(cgroups, "io")),
            MemoryTuning = HasFile(cgroups, "memory", "memory.swappiness"),
            RealtimeCpu = HasFile(cgroups, "cpu", "cpu.rt_runtime_us"),
            CpuList = Cpuset(cgroups, "cpuset.effective_cpus", "cpuset.cpus.effective", "/sys/devices/system/cpu/online"),
            MemoryNodes = Cpuset(cgroups, "cpuset.effective_mems", "cpuset.mems.effective", "/sys/devices/system/node/online"),
            AppArmor = Text("/sys/module/apparmor/parameters/enabled") == "Y",
            SeLinux = File.Exists("/sys/fs/selinux/enforce"),
            MissingControllers = [.. ((string[])["memory", "cpu", "cpuset", "pids"]).Where(name => !HasController(cgroups, name))],
        };
    }

    /// <summary>The leading numbers of a release such as <c>6.1.0-13-amd64</c>.</summary>
    internal static Version ParseKernel(string release)
    {
        string[] parts = release.Split('.', '-', '+');
        return parts.Length >= 2 && int.TryParse(parts[0], out int major) && int.TryParse(parts[1], out int minor)
            ? new Version(major, minor)
            : new Version(0, 0);
    }

    /// <summary>The last id of a /proc/PID/gid_map that knows all those below it; no more than the kernel's own settings take.</summary>
    internal static uint ParseLastId(string map)
    {
        long next = 0;
        foreach (string line in map.Split('\n'))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length >= 3 && long.Parse(fields[0], CultureInfo.InvariantCulture) == next) next += long.Parse(fields[2], CultureInfo.InvariantCulture);
        }

        return next is 0 or > int.MaxValue ? int.MaxValue : (uint)(next - 1);
    }

    /// <summary>The bounding set of a /proc/PID/status; all, where it does not say.</summary>
    internal static ulong ParseCapabilities(string status)
    {
        foreach (ReadOnlySpan<char> line in status.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("CapBnd:") && ulong.TryParse(line[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong set)) return set;
        }

        return ulong.MaxValue;
    }

    /// <summary>MemTotal of a /proc/meminfo, in bytes.</summary>
    internal static long ParseMemory(string text)
    {
        string[] words = text.Split([' ', '\n'], 3, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && words[0] == "MemTotal:" && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long kilobytes) ? kilobytes * 1024 : 0;
    }

    private static bool HasController(CgroupLayout cgroups, string name) => cgroups.Mode == CgroupMode.V2
        ? Text(cgroups.UnifiedMount + "/cgroup.controllers").Split(' ').Contains(name)
        : cgroups.Controllers.ContainsKey(name);

    private static string Cpuset(CgroupLayout cgroups, string version1, string version2, string otherwise)
    {
        string text = cgroups.Controllers.TryGetValue("cpuset", out string? mount) ? Text(mount + "/" + version1)
            : cgroups.Mode == CgroupMode.V2 ? Text(cgroups.UnifiedMount + "/" + version2) : "";
        return text.Length > 0 ? text : Text(otherwise);
    }

    // Version 2 shows swap files in groups below the root only.
    private static bool HasSwapLimit(CgroupLayout cgroups) => HasFile(cgroups, "memory", "memory.memsw.limit_in_bytes") ||
        (cgroups.Mode == CgroupMode.V2 && (HasChildFile(cgroups, "memory.swap.max") || File.Exists("/proc/swaps")));

    private static bool HasFile(CgroupLayout cgroups, string controller, params ReadOnlySpan<string> names)
    {
        if (!cgroups.Controllers.TryGetValue(controller, out string? mount)) return false;
        foreach (string name in names)
        {
            if (File.Exists(mount + "/" + name)) return true;
        }

        return false;
    }

    private static bool HasChildFile(CgroupLayout cgroups, params ReadOnlySpan<string> names)
    {
        if (cgroups.Mode != CgroupMode.V2) return false;
        foreach (string child in Directory.GetDirectories(cgroups.UnifiedMount!))
        {
            foreach (string name in names)
            {
                if (File.Exists(child + "/" + name)) return true;
            }
        }

        return false;
    }

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
