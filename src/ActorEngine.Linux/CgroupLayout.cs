namespace ActorEngine.Linux;

/// <summary>Which cgroup versions the host runs (cgroups(7)).</summary>
public enum CgroupMode
{
    /// <summary>Nothing mounted.</summary>
    None,

    /// <summary>Controllers in version 1 hierarchies.</summary>
    V1,

    /// <summary>Version 1 controllers, and a version 2 hierarchy without the main ones beside them.</summary>
    Hybrid,

    /// <summary>The unified hierarchy alone.</summary>
    V2,
}

/// <summary>Where the control groups are.</summary>
/// <param name="Mode">The version.</param>
/// <param name="UnifiedMount">Mount point of version 2, or null.</param>
/// <param name="Controllers">Mount point of each version 1 controller, e.g. <c>memory</c>; named hierarchies as <c>name=systemd</c>.</param>
public sealed record CgroupLayout(CgroupMode Mode, string? UnifiedMount, IReadOnlyDictionary<string, string> Controllers)
{
    private static readonly string[] Known =
    [
        "memory", "cpu", "cpuacct", "cpuset", "pids", "blkio", "devices", "freezer", "net_cls", "net_prio", "perf_event", "hugetlb", "rdma", "misc",
    ];

    /// <summary>Detects the layout that this process sees. Hierarchies in which it may make no groups, as an ordinary user, are left out.</summary>
    public static CgroupLayout Detect() => From(MountTable.Read().Where(mount => mount.Type is not ("cgroup" or "cgroup2") || AccessCheck.CanWrite(mount.MountPoint)));

    /// <summary>Detects the layout from mounts.</summary>
    public static CgroupLayout From(IEnumerable<MountEntry> mounts)
    {
        string? unified = null;
        var controllers = new Dictionary<string, string>();
        foreach (MountEntry mount in mounts)
        {
            if (mount.Type == "cgroup2") unified ??= mount.MountPoint;
            if (mount.Type != "cgroup") continue;
            foreach (string option in mount.SuperOptions.Split(','))
            {
                if (option.StartsWith("name=", StringComparison.Ordinal) || Array.IndexOf(Known, option) >= 0)
                    controllers.TryAdd(option, mount.MountPoint);
            }
        }

        CgroupMode mode = (unified, controllers.Count) switch
        {
            (null, 0) => CgroupMode.None,
            (null, _) => CgroupMode.V1,
            (_, 0) => CgroupMode.V2,
            _ => CgroupMode.Hybrid,
        };
        return new CgroupLayout(mode, unified, controllers);
    }
}
