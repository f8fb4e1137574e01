using ActorEngine.Contracts;

namespace ActorEngine.Shapes;

/// <summary>The HostConfig part: limits, rights, mounts and namespaces as asked for.</summary>
internal static class HostConfigShape
{
    public static Fields Of(ContainerInspection container)
    {
        var settings = container.Settings;
        var limits = settings.Resources;
        return new Fields
        {
            ["Binds"] = Binds(settings),
            ["ContainerIDFile"] = settings.ContainerIdFile ?? "",
            ["LogConfig"] = LogShape.Config(settings.Log),
            ["NetworkMode"] = settings.Network,
            ["VolumeDriver"] = settings.VolumeDriver ?? "",
            ["VolumesFrom"] = OrNull(settings.VolumesFrom),
            ["PortBindings"] = NetworkSettingsShape.Bindings(settings),
            ["PublishAllPorts"] = settings.PublishAll,
            ["RestartPolicy"] = new Fields { ["Name"] = Words.Of(settings.Restart.Condition), ["MaximumRetryCount"] = settings.Restart.MaximumRetries, ["OnUnhealthy"] = settings.Restart.OnUnhealthy },
            ["AutoRemove"] = settings.AutoRemove,
            ["ConsoleSize"] = new List<int> { settings.ConsoleRows, settings.ConsoleColumns },
            ["CapAdd"] = OrNull(settings.CapAdd),
            ["CapDrop"] = OrNull(settings.CapDrop),
            ["CgroupnsMode"] = settings.CgroupNamespace ?? "",
            ["Dns"] = settings.Dns,
            ["DnsOptions"] = settings.DnsOptions,
            ["DnsSearch"] = settings.DnsSearch,
            ["ExtraHosts"] = OrNull(settings.ExtraHosts),
            ["GroupAdd"] = OrNull(settings.Groups),
            ["IpcMode"] = settings.IpcMode ?? "private",
            ["Cgroup"] = "",
            ["Links"] = Links(container),
            ["PidMode"] = settings.PidMode ?? "",
            ["UTSMode"] = settings.UtsMode ?? "",
            ["Privileged"] = settings.Privileged,
            ["ReadonlyRootfs"] = settings.ReadOnlyRoot,
            ["SecurityOpt"] = OrNull(settings.SecurityOptions),
            ["Sysctls"] = Fields.Map(settings.Sysctls),
            ["Tmpfs"] = Tmpfs(settings),
            ["ShmSize"] = limits.ShmSize ?? 64L << 20,
            ["Runtime"] = container.Runtime,
            ["Isolation"] = "",
            ["Init"] = settings.Init,
            ["Memory"] = limits.Memory ?? 0,
            ["MemoryReservation"] = limits.MemoryReservation ?? 0,
            ["MemorySwap"] = limits.MemorySwap is not (null or 0) ? limits.MemorySwap : limits.Memory is > 0 ? limits.Memory * 2 : 0,
            ["MemorySwappiness"] = limits.MemorySwappiness,
            ["NanoCpus"] = limits.NanoCpus ?? 0,
            ["CpuShares"] = limits.CpuShares ?? 0,
            ["CpuPeriod"] = limits.CpuPeriod ?? 0,
            ["CpuQuota"] = limits.CpuQuota ?? 0,
            ["CpuRealtimePeriod"] = limits.CpuRealtimePeriod ?? 0,
            ["CpuRealtimeRuntime"] = limits.CpuRealtimeRuntime ?? 0,
            ["CpusetCpus"] = limits.CpusetCpus ?? "",
            ["CpusetMems"] = limits.CpusetMems ?? "",
            ["PidsLimit"] = limits.PidsLimit,
            ["BlkioWeight"] = limits.BlkioWeight ?? 0,
            ["BlkioWeightDevice"] = Limits(limits.BlkioWeightDevices, "Weight"),
            ["BlkioDeviceReadBps"] = Limits(limits.DeviceReadBps, "Rate"),
            ["BlkioDeviceWriteBps"] = Limits(limits.DeviceWriteBps, "Rate"),
            ["BlkioDeviceReadIOps"] = Limits(limits.DeviceReadIops, "Rate"),
            ["BlkioDeviceWriteIOps"] = Limits(limits.DeviceWriteIops, "Rate"),
            ["OomScoreAdj"] = limits.OomScoreAdj ?? 0,
            ["OomKillDisable"] = limits.OomKillDisable,
            ["CgroupParent"] = settings.CgroupParent ?? "",
            ["Devices"] = settings.Devices.Select(Device).ToList(),
            ["DeviceCgroupRules"] = OrNull(settings.DeviceRules),
            ["DeviceRequests"] = settings.Gpus.Count == 0 ? null : settings.Gpus.Select(Gpu).ToList(),
            ["CpuCount"] = 0,
            ["CpuPercent"] = 0,
            ["IOMaximumIOps"] = 0,
            ["IOMaximumBandwidth"] = 0,
            ["Mounts"] = MountsShape.Of(settings),
            ["MaskedPaths"] = container.MaskedPaths,
            ["ReadonlyPaths"] = container.ReadOnlyPaths,
            ["Annotations"] = Fields.Map(settings.Annotations),
            ["UsernsMode"] = settings.UserNamespace ?? "",
            ["Ulimits"] = settings.Ulimits.Select(limit => new Fields { ["Name"] = limit.Name, ["Hard"] = limit.Hard, ["Soft"] = limit.Soft }).ToList(),
        };
    }

    private static List<string>? Binds(ContainerSettings settings)
    {
        // An anonymous volume shows among the volumes of Config.
        var binds = settings.Mounts.Where(mount => mount is { Short: not null, Kind: not MountKind.Tmpfs, Source.Length: > 0 }).Select(mount => mount.Short!).ToList();
        return binds.Count == 0 ? null : binds;
    }

    // Those of the network called bridge; others show them with the network.
    private static List<string>? Links(ContainerInspection container) => container.Settings is { Network: "bridge", Endpoint.Links.Count: > 0 } settings
        ? [.. settings.Endpoint.Links.Select(LinkText.Parse).Select(link => $"/{link.Container}:/{container.Name}/{link.Name}")]
        : null;

    private static Fields Tmpfs(ContainerSettings settings) => Fields.Map(settings.Mounts.Where(mount => mount is { Kind: MountKind.Tmpfs, Short: not null })
        .Select(mount => KeyValuePair.Create(mount.Target, mount.Short!)));

    private static List<Fields>? Limits(IReadOnlyList<DeviceLimit>? limits, string value) =>
        limits?.Select(limit => new Fields { ["Path"] = limit.Path, [value] = limit.Value }).ToList();

    private static Fields Gpu(GpuRequest request) => new()
    {
        ["Driver"] = request.Driver,
        ["Count"] = request.Count,
        ["DeviceIDs"] = OrNull(request.Devices),
        ["Capabilities"] = new List<List<string>> { new(["gpu", .. request.Capabilities]) },
    };

    private static Fields Device(DeviceSettings device) => new()
    {
        ["PathOnHost"] = device.HostPath,
        ["PathInContainer"] = device.ContainerPath,
        ["CgroupPermissions"] = device.Permissions,
    };

    private static IReadOnlyList<string>? OrNull(IReadOnlyList<string> list) => list.Count == 0 ? null : list;
}
