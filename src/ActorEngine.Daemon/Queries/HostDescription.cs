using ActorEngine.Linux;
using ActorEngine.Oci;

namespace ActorEngine.Daemon;

/// <summary>What GetInfo tells of the host and of the engine's place on it.</summary>
internal static class HostDescription
{
    public static IReadOnlyList<string> SecurityOptions(EngineServices services)
    {
        var defaults = services.Settings.Bundles;
        List<string> options = [];
        if (services.Host.AppArmor) options.Add("apparmor");
        if (services.Host.SeLinux) options.Add("selinux");
        if (defaults.Seccomp != "unconfined") options.Add($"seccomp,profile={(defaults.Seccomp is "builtin" or "native" ? "builtin" : "custom")}");
        if (defaults.UserMapping is not null) options.Add("userns");
        if (IdMapping.Of(Environment.ProcessId) is not null) options.Add("rootless");
        if (defaults.CgroupNamespace == "private" || (defaults.CgroupNamespace is null && services.Host.Cgroups.Mode == CgroupMode.V2)) options.Add("cgroupns");
        if (defaults.NoNewPrivileges) options.Add("no-new-privileges");
        return options;
    }

    public static IReadOnlyList<string> MissingLimits(HostFacts host)
    {
        List<string> missing = [.. host.MissingControllers];
        if (!host.SwapLimit) missing.Add("swap");
        if (!host.MemoryTuning) missing.Add("oom-kill-disable");
        return missing;
    }

    public static bool IpForwarding()
    {
        const string path = "/proc/sys/net/ipv4/ip_forward";
        return File.Exists(path) && File.ReadAllText(path).Trim() == "1";
    }

    /// <summary>Type of the file system that a directory is on.</summary>
    public static string FileSystemOf(string directory) => new DriveInfo(directory).DriveFormat;

    /// <summary>An environment variable, in capital letters or in small ones.</summary>
    public static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) ?? Environment.GetEnvironmentVariable(name.ToLowerInvariant()) ?? "";

    public static int Count(string directory) => Directory.EnumerateFileSystemEntries(directory).Count();
}
