using ActorEngine.Contracts;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

/// <summary>Turns weights and rates of block devices into the runtime-spec's form; paths become device numbers.</summary>
internal static class BlockIoComposer
{
    /// <summary>Null where nothing is limited. What this host cannot do is left out with a warning.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="host">What the kernel can.</param>
    /// <param name="devices">The devices that the limits name, by path.</param>
    /// <param name="warnings">Takes what is left out.</param>
    public static BlockIoSpec? Compose(ResourceLimits limits, HostFacts host, IReadOnlyDictionary<string, HostDevice> devices, ICollection<string> warnings)
    {
        limits = Possible(limits, host, warnings);
        IReadOnlyList<DeviceLimit> weights = limits.BlkioWeightDevices ?? [];
        var composed = new BlockIoSpec
        {
            Weight = limits.BlkioWeight is 0 ? null : (ushort?)limits.BlkioWeight,
            WeightDevice = weights.Count == 0 ? null : [.. weights.Select(limit => Weight(limit, devices))],
            ThrottleReadBpsDevice = Rates(limits.DeviceReadBps, "resources.deviceReadBps", devices),
            ThrottleWriteBpsDevice = Rates(limits.DeviceWriteBps, "resources.deviceWriteBps", devices),
            ThrottleReadIopsDevice = Rates(limits.DeviceReadIops, "resources.deviceReadIops", devices),
            ThrottleWriteIopsDevice = Rates(limits.DeviceWriteIops, "resources.deviceWriteIops", devices),
        };
        return composed == new BlockIoSpec() ? null : composed;
    }

    /// <summary>The limits without what this host cannot do.</summary>
    public static ResourceLimits Possible(ResourceLimits limits, HostFacts host, ICollection<string> warnings)
    {
        if ((limits.BlkioWeight is not (null or 0) || limits.BlkioWeightDevices is { Count: > 0 }) && !host.BlockIoWeight)
        {
            warnings.Add("Your kernel does not support Block I/O weight or the cgroup is not mounted. Weight discarded.");
            limits = limits with { BlkioWeight = null, BlkioWeightDevices = null };
        }

        bool rates = limits.DeviceReadBps is { Count: > 0 } || limits.DeviceWriteBps is { Count: > 0 } || limits.DeviceReadIops is { Count: > 0 } || limits.DeviceWriteIops is { Count: > 0 };
        if (!rates || host.BlockIoThrottle) return limits;
        warnings.Add("Your kernel does not support Block I/O rate limits or the cgroup is not mounted. Block I/O limits discarded.");
        return limits with { DeviceReadBps = null, DeviceWriteBps = null, DeviceReadIops = null, DeviceWriteIops = null };
    }

    /// <summary>What the runtime writes, and what the engine has to.</summary>
    public static (BlockIoSpec? Runtime, BlockIoSpec? Engine) Split(BlockIoSpec? io, HostFacts host)
    {
        if (io is null || !host.BfqWeightAlone || (io.Weight is null && io.WeightDevice is null)) return (io, null);
        BlockIoSpec rest = io with { Weight = null, WeightDevice = null };
        return (rest == new BlockIoSpec() ? null : rest, new BlockIoSpec { Weight = io.Weight, WeightDevice = io.WeightDevice });
    }

    /// <summary>Paths of all devices that the limits name.</summary>
    public static IEnumerable<string> Paths(ResourceLimits limits) =>
        ((IReadOnlyList<DeviceLimit>?[])[limits.BlkioWeightDevices, limits.DeviceReadBps, limits.DeviceWriteBps, limits.DeviceReadIops, limits.DeviceWriteIops])
            .SelectMany(list => list ?? []).Select(limit => limit.Path).Distinct();

    private static WeightDeviceSpec Weight(DeviceLimit limit, IReadOnlyDictionary<string, HostDevice> devices)
    {
        HostDevice device = Find(limit, "resources.blkioWeightDevices", devices);
        return new WeightDeviceSpec(device.Major, device.Minor, (ushort)limit.Value);
    }

    private static List<ThrottleDeviceSpec>? Rates(IReadOnlyList<DeviceLimit>? limits, string field, IReadOnlyDictionary<string, HostDevice> devices)
    {
        if (limits is not { Count: > 0 }) return null;
        List<ThrottleDeviceSpec> rates = [];
        foreach (DeviceLimit limit in limits)
        {
            HostDevice device = Find(limit, field, devices);
            rates.Add(new ThrottleDeviceSpec(device.Major, device.Minor, (ulong)limit.Value));
        }

        return rates;
    }

    private static HostDevice Find(DeviceLimit limit, string field, IReadOnlyDictionary<string, HostDevice> devices) =>
        devices.TryGetValue(limit.Path, out HostDevice? device) && device.Type == "b"
            ? device
            : throw SettingsException.Invalid(field, $"\"{limit.Path}\" is no block device of this host; give one such as /dev/sda.");
}
