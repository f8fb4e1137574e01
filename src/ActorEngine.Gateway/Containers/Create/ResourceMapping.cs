using ActorEngine.Contracts;

namespace ActorEngine.Gateway.Containers;

/// <summary>Limits and devices of Resources.</summary>
internal static class ResourceMapping
{
    /// <summary>0 is nothing asked for: no limit at a creation, the limit as it is at an update.</summary>
    public static ResourceLimits Limits(ResourcesBody body) => new()
    {
        Memory = Asked(body.Memory),
        MemorySwap = Asked(body.MemorySwap),
        MemoryReservation = Asked(body.MemoryReservation),
        // -1 is the host's, which is what a container has anyway.
        MemorySwappiness = body.MemorySwappiness is -1 ? null : body.MemorySwappiness,
        NanoCpus = Asked(body.NanoCpus),
        CpuShares = Asked(body.CpuShares),
        CpuPeriod = Asked(body.CpuPeriod),
        CpuQuota = Asked(body.CpuQuota),
        CpuRealtimePeriod = Asked(body.CpuRealtimePeriod),
        CpuRealtimeRuntime = Asked(body.CpuRealtimeRuntime),
        CpusetCpus = Texts.OrNull(body.CpusetCpus),
        CpusetMems = Texts.OrNull(body.CpusetMems),
        PidsLimit = body.PidsLimit,
        BlkioWeight = body.BlkioWeight is 0 ? null : body.BlkioWeight,
        BlkioWeightDevices = body.BlkioWeightDevice is { Count: > 0 } weights ? [.. Texts.Objects(weights).Select(weight => new DeviceLimit(weight.Path ?? "", weight.Weight ?? 0))] : null,
        DeviceReadBps = Rates(body.BlkioDeviceReadBps),
        DeviceWriteBps = Rates(body.BlkioDeviceWriteBps),
        DeviceReadIops = Rates(body.BlkioDeviceReadIOps),
        DeviceWriteIops = Rates(body.BlkioDeviceWriteIOps),
        OomKillDisable = body.OomKillDisable is true ? true : null,
    };

    /// <summary>What is for other systems, or for kernels of old: it is let go, and said.</summary>
    public static IEnumerable<string> Unheeded(ResourcesBody body)
    {
        if (body.KernelMemory is not (null or 0)) yield return "Kernel memory limits are not supported by this kernel. Limitation discarded.";
        if (body.KernelMemoryTCP is not (null or 0)) yield return "Kernel memory TCP limits are not supported by this kernel. Limitation discarded.";
        if (body is not { CpuCount: null or 0, CpuPercent: null or 0, IOMaximumIOps: null or 0, IOMaximumBandwidth: null or 0 })
            yield return "CpuCount, CpuPercent, IOMaximumIOps and IOMaximumBandwidth are limits of Windows containers. Limitation discarded.";
    }

    public static IReadOnlyList<Ulimit> Ulimits(ResourcesBody body) => [.. Texts.Objects(body.Ulimits).Select(limit => new Ulimit(limit.Name ?? "", limit.Soft ?? 0, limit.Hard ?? 0))];

    public static IReadOnlyList<DeviceSettings> Devices(ResourcesBody body) => [.. Texts.Objects(body.Devices).Select(device =>
        new DeviceSettings(device.PathOnHost ?? "", Texts.OrNull(device.PathInContainer) ?? device.PathOnHost ?? "", Texts.OrNull(device.CgroupPermissions) ?? "rwm"))];

    private static long? Asked(long? number) => number is 0 ? null : number;

    private static IReadOnlyList<DeviceLimit>? Rates(List<DeviceRateBody?>? rates) =>
        rates is { Count: > 0 } ? [.. Texts.Objects(rates).Select(rate => new DeviceLimit(rate.Path ?? "", rate.Rate ?? 0))] : null;
}
