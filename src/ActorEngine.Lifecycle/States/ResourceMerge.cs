using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>Laying changed limits over the ones there are: null leaves a limit as it is.</summary>
internal static class ResourceMerge
{
    public static ResourceLimits Over(ResourceLimits old, ResourceLimits change) => new()
    {
        Memory = change.Memory ?? old.Memory,
        MemorySwap = change.MemorySwap ?? old.MemorySwap,
        MemoryReservation = change.MemoryReservation ?? old.MemoryReservation,
        NanoCpus = change.NanoCpus ?? (change.CpuQuota is null && change.CpuPeriod is null ? old.NanoCpus : null),
        CpuShares = change.CpuShares ?? old.CpuShares,
        CpuPeriod = change.CpuPeriod ?? (change.NanoCpus is null ? old.CpuPeriod : null),
        CpuQuota = change.CpuQuota ?? (change.NanoCpus is null ? old.CpuQuota : null),
        CpusetCpus = change.CpusetCpus ?? old.CpusetCpus,
        CpusetMems = change.CpusetMems ?? old.CpusetMems,
        PidsLimit = change.PidsLimit ?? old.PidsLimit,
        BlkioWeight = change.BlkioWeight ?? old.BlkioWeight,
        OomScoreAdj = change.OomScoreAdj ?? old.OomScoreAdj,
        OomKillDisable = change.OomKillDisable ?? old.OomKillDisable,
        ShmSize = change.ShmSize ?? old.ShmSize,
    };
}
