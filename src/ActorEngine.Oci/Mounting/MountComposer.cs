using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

/// <summary>The mount list: Docker's own mounts, less those that a user's mount takes the place of, then the user's by depth.</summary>
internal static class MountComposer
{
    private const long DefaultShm = 64L << 20;

    public static IReadOnlyList<MountSpec> Compose(BundleRequest request, bool privateCgroup, bool hostSys = false)
    {
        ContainerSettings settings = request.Settings;
        List<MountSpec> users = [.. settings.Mounts.Select(mount => User(mount, request)).OrderBy(mount => ContainerPath.Depth(mount.Destination))];
        HashSet<string> taken = [.. users.Select(mount => mount.Destination)];
        List<MountSpec> all = [.. Defaults(request, privateCgroup, hostSys).Where(mount =>
            !taken.Contains(mount.Destination) && !(taken.Contains("/dev") && ContainerPath.IsBelow(mount.Destination, "/dev")))];
        all.AddRange(users);
        foreach ((string target, string source) in EngineFiles(request.Paths, request.Joins.NetworkFiles))
        {
            if (!taken.Contains(target)) all.Add(new MountSpec(target, "bind", source, ["rbind", "rprivate", settings.ReadOnlyRoot ? "ro" : "rw"]));
        }

        if (request.Facts.InitPath is { } init && (settings.Init ?? request.Defaults.Init))
            all.Add(new MountSpec(InitProgram.ContainerPath, "bind", init, ["bind", "ro"]));
        return all;
    }

    /// <summary>The propagation that the root mount needs so that shared or slave user mounts work; null = the runtime's default.</summary>
    public static string? RootPropagation(IReadOnlyList<MountSettings> mounts)
    {
        if (mounts.Any(mount => mount.Propagation is "shared" or "rshared")) return "shared";
        return mounts.Any(mount => mount.Propagation is "slave" or "rslave") ? "slave" : null;
    }

    private static IEnumerable<MountSpec> Defaults(BundleRequest request, bool privateCgroup, bool hostSys)
    {
        bool privileged = request.Settings.Privileged;
        string access = privileged ? "rw" : "ro";
        yield return new MountSpec("/proc", "proc", "proc", ["nosuid", "noexec", "nodev"]);
        yield return new MountSpec("/dev", "tmpfs", "tmpfs", ["nosuid", "strictatime", "mode=755", "size=65536k"]);
        yield return new MountSpec("/dev/pts", "devpts", "devpts", ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"]);
        // The kernel mounts a sysfs only for the root that the network namespace belongs to.
        yield return hostSys ? new MountSpec("/sys", "bind", "/sys", ["rbind", "rprivate", "nosuid", "noexec", "nodev", "ro"]) : new MountSpec("/sys", "sysfs", "sysfs", ["nosuid", "noexec", "nodev", access]);
        if (request.Host.Cgroups.Mode != CgroupMode.None)
            yield return new MountSpec("/sys/fs/cgroup", "cgroup", "cgroup", [SecurityOptions.Parse(request.Settings.SecurityOptions).WritableCgroups switch { null => access, true => "rw", false => "ro" }, "nosuid", "noexec", "nodev", .. privateCgroup ? (string[])[] : ["rprivate"]]);
        // It shows the queues of the namespace that it is mounted in, the host's too; a host need not have it mounted itself.
        yield return new MountSpec("/dev/mqueue", "mqueue", "mqueue", ["nosuid", "noexec", "nodev"]);
        if (request.Settings.IpcMode == "host") yield return new MountSpec("/dev/shm", "bind", "/dev/shm", ["rbind", "rprivate"]);
        else if (request.Joins.SharedMemory is { } shared) yield return new MountSpec("/dev/shm", "bind", shared, ["rbind", "rprivate"]);
        else if (request.Settings.IpcMode != "none")
            yield return new MountSpec("/dev/shm", "tmpfs", "shm", ["nosuid", "noexec", "nodev", "mode=1777", $"size={SharedMemorySize(request.Settings, request.Defaults)}"]);
    }

    /// <summary>Bytes of /dev/shm.</summary>
    public static long SharedMemorySize(ContainerSettings settings, BundleDefaults defaults) =>
        settings.Resources.ShmSize is { } asked and > 0 ? asked : defaults.ShmSize > 0 ? defaults.ShmSize : DefaultShm;

    // Who shares a network shares its names.
    private static IEnumerable<(string Target, string Source)> EngineFiles(BundlePaths paths, NetworkFilePaths? lent) =>
        [("/etc/resolv.conf", lent?.ResolvConf ?? paths.ResolvConf), ("/etc/hostname", lent?.Hostname ?? paths.Hostname), ("/etc/hosts", lent?.Hosts ?? paths.Hosts)];

    // Where nothing else keeps a container from devices, those in what is bound into it are dead; --device names the ones it may have.
    private static bool DevicesDead(BundleRequest request) => request is { DeviceRules: false, Settings.Privileged: false };

    private static MountSpec User(MountSettings mount, BundleRequest request)
    {
        string target = ContainerPath.Clean(mount.Target);
        return mount.Kind == MountKind.Bind
            ? new MountSpec(target, "bind", ContainerPath.Clean(mount.Source),
                [mount.NonRecursive ? "bind" : "rbind", Access(mount, request), Propagation(mount), .. mount.Options, .. DevicesDead(request) ? (string[])["nodev"] : []])
            : new MountSpec(target, "tmpfs", "tmpfs", TmpfsOptions(mount));
    }

    // Of one mount alone the recursive forms say nothing more, and crun binds recursively where it reads one.
    private static string Propagation(MountSettings mount) => mount.NonRecursive ? (mount.Propagation ?? "private").TrimStart('r') : mount.Propagation ?? "rprivate";

    private static string Access(MountSettings mount, BundleRequest request)
    {
        if (!mount.ReadOnly) return "rw";
        if (mount.NonRecursive || mount.ReadOnlyReach == ReadOnlyReach.OwnMount) return "ro";
        if (request.RecursiveReadOnly) return "rro";
        return mount.ReadOnlyReach == ReadOnlyReach.WherePossible
            ? "ro"
            : throw SettingsException.Invalid("mounts", $"The mount at {mount.Target} cannot be read-only with all below it: this kernel or runtime cannot do that (Linux 5.12, runc 1.1 or crun 1.4). Use bind-recursive=enabled.");
    }

    // A later option of the same kind wins over Docker's cautious presets.
    private static List<string> TmpfsOptions(MountSettings mount)
    {
        List<string> options = ["noexec", "nosuid", "nodev"];
        foreach (string option in mount.Options)
        {
            string opposite = option.StartsWith("no", StringComparison.Ordinal) ? option[2..] : "no" + option;
            string key = option.Split('=')[0];
            options.RemoveAll(known => known == opposite || known == option || (option.Contains('=') && known.StartsWith(key + "=", StringComparison.Ordinal)));
            options.Add(option);
        }

        if (mount.ReadOnly) options.Add("ro");
        if (mount.TmpfsSize is { } size) options.Add($"size={size}");
        if (mount.TmpfsMode is { } mode) options.Add("mode=" + mode);
        return options;
    }
}
