using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>Laying changed limits over the ones there are: null leaves a limit as it is.</summary>
internal static class ResourceMerge
{
    public static ResourceLimits Over(ResourceLimits old, ResourceLimits change) => new()
    {
        Memory = change.Memory ?? old.Memory,
        // What was left unsaid stays what it became, so that the limits are the same after the next start.
        MemorySwap = change.MemorySwap ?? (change.Memory is null ? old.MemorySwap : Swap(old)),
        MemoryReservation = change.MemoryReservation ?? old.MemoryReservation,
        MemorySwappiness = change.MemorySwappiness ?? old.MemorySwappiness,
        NanoCpus = change.NanoCpus ?? (change.CpuQuota is null && change.CpuPeriod is null ? old.NanoCpus : null),
        CpuShares = change.CpuShares ?? old.CpuShares,
        CpuPeriod = change.CpuPeriod ?? (change.NanoCpus is null ? old.CpuPeriod : null),
        CpuQuota = change.CpuQuota ?? (change.NanoCpus is null ? old.CpuQuota : null),
        CpuRealtimePeriod = change.CpuRealtimePeriod ?? old.CpuRealtimePeriod,
        CpuRealtimeRuntime = change.CpuRealtimeRuntime ?? old.CpuRealtimeRuntime,
        CpusetCpus = change.CpusetCpus ?? old.CpusetCpus,
        CpusetMems = change.CpusetMems ?? old.CpusetMems,
        PidsLimit = change.PidsLimit ?? old.PidsLimit,
        BlkioWeight = change.BlkioWeight ?? old.BlkioWeight,
        BlkioWeightDevices = Over(old.BlkioWeightDevices, change.BlkioWeightDevices),
        DeviceReadBps = Over(old.DeviceReadBps, change.DeviceReadBps),
        DeviceWriteBps = Over(old.DeviceWriteBps, change.DeviceWriteBps),
        DeviceReadIops = Over(old.DeviceReadIops, change.DeviceReadIops),
        DeviceWriteIops = Over(old.DeviceWriteIops, change.DeviceWriteIops),
        OomScoreAdj = change.OomScoreAdj ?? old.OomScoreAdj,
        OomKillDisable = change.OomKillDisable ?? old.OomKillDisable,
        ShmSize = change.ShmSize ?? old.ShmSize,
    };

    /// <summary>The change that takes <paramref name="change"/> back: what was limited before, and no limit where there was none.</summary>
    public static ResourceLimits Back(ResourceLimits old, ResourceLimits change, string allCpus, string allNodes)
    {
        bool quota = (change.NanoCpus ?? change.CpuQuota ?? change.CpuPeriod) is not null;
        return new ResourceLimits
        {
            Memory = change.Memory is null ? null : old.Memory is > 0 ? old.Memory : -1,
            MemorySwap = (change.Memory ?? change.MemorySwap) is null ? null : Swap(old) ?? -1,
            MemoryReservation = change.MemoryReservation is null ? null : old.MemoryReservation,
            MemorySwappiness = change.MemorySwappiness is null ? null : old.MemorySwappiness ?? 60,
            NanoCpus = quota ? old.NanoCpus : null,
            CpuPeriod = quota && old.NanoCpus is null ? old.CpuPeriod ?? 100_000 : null,
            CpuQuota = quota && old.NanoCpus is null ? old.CpuQuota ?? -1 : null,
            CpuShares = change.CpuShares is null ? null : old.CpuShares is > 0 ? old.CpuShares : 1024,
            CpuRealtimePeriod = change.CpuRealtimePeriod is null ? null : old.CpuRealtimePeriod,
            CpuRealtimeRuntime = change.CpuRealtimeRuntime is null ? null : old.CpuRealtimeRuntime,
            CpusetCpus = change.CpusetCpus is null ? null : old.CpusetCpus ?? allCpus,
            CpusetMems = change.CpusetMems is null ? null : old.CpusetMems ?? allNodes,
            PidsLimit = change.PidsLimit is null ? null : old.PidsLimit ?? -1,
            BlkioWeight = change.BlkioWeight is null ? null : old.BlkioWeight is > 0 ? old.BlkioWeight : 100,
            BlkioWeightDevices = Back(old.BlkioWeightDevices, change.BlkioWeightDevices),
            DeviceReadBps = Back(old.DeviceReadBps, change.DeviceReadBps),
            DeviceWriteBps = Back(old.DeviceWriteBps, change.DeviceWriteBps),
            DeviceReadIops = Back(old.DeviceReadIops, change.DeviceReadIops),
            DeviceWriteIops = Back(old.DeviceWriteIops, change.DeviceWriteIops),
            OomKillDisable = change.OomKillDisable is null ? null : old.OomKillDisable ?? false,
        };
    }

    /// <summary>Memory and swap together, as it came to be: without a word about it, twice the memory.</summary>
    public static long? Swap(ResourceLimits limits) => limits.MemorySwap is not (null or 0) ? limits.MemorySwap : limits.Memory is > 0 ? limits.Memory * 2 : limits.MemorySwap;

    // Device by device; 0 takes a device's limit back.
    private static IReadOnlyList<DeviceLimit>? Over(IReadOnlyList<DeviceLimit>? old, IReadOnlyList<DeviceLimit>? change)
    {
        if (change is null) return old;
        return [.. (old ?? []).Where(limit => change.All(changed => changed.Path != limit.Path)), .. change.Where(limit => limit.Value > 0)];
    }

    private static IReadOnlyList<DeviceLimit>? Back(IReadOnlyList<DeviceLimit>? old, IReadOnlyList<DeviceLimit>? change) =>
        change is null ? null : [.. change.Select(limit => old?.FirstOrDefault(before => before.Path == limit.Path) ?? limit with { Value = 0 })];
}
