namespace ActorEngine.Contracts;

/// <summary>cgroup limits; null leaves a limit as it is (update) or unlimited (create). runtime-spec config-linux.md#control-groups.</summary>
public sealed record ResourceLimits
{
    /// <summary>Bytes.</summary>
    public long? Memory { get; init; }
    /// <summary>Bytes, memory plus swap; -1 unlimited.</summary>
    public long? MemorySwap { get; init; }
    /// <summary>Bytes.</summary>
    public long? MemoryReservation { get; init; }
    /// <summary>0 to 100, or -1 for the host's; version 1 only.</summary>
    public long? MemorySwappiness { get; init; }
    /// <summary>Billionths of a CPU: 1.5 CPUs = 1500000000.</summary>
    public long? NanoCpus { get; init; }
    public long? CpuShares { get; init; }
    /// <summary>Microseconds.</summary>
    public long? CpuPeriod { get; init; }
    /// <summary>Microseconds.</summary>
    public long? CpuQuota { get; init; }
    /// <summary>Microseconds; version 1 only.</summary>
    public long? CpuRealtimePeriod { get; init; }
    /// <summary>Microseconds of real-time scheduling in each period; version 1 only.</summary>
    public long? CpuRealtimeRuntime { get; init; }
    public string? CpusetCpus { get; init; }
    public string? CpusetMems { get; init; }
    /// <summary>-1 unlimited.</summary>
    public long? PidsLimit { get; init; }
    public int? BlkioWeight { get; init; }
    /// <summary>Weights of single devices, 10 to 1000; 0 takes one back.</summary>
    public IReadOnlyList<DeviceLimit>? BlkioWeightDevices { get; init; }
    /// <summary>Bytes a second read from a device; 0 takes a limit back.</summary>
    public IReadOnlyList<DeviceLimit>? DeviceReadBps { get; init; }
    /// <summary>Bytes a second written to a device.</summary>
    public IReadOnlyList<DeviceLimit>? DeviceWriteBps { get; init; }
    /// <summary>Operations a second read from a device.</summary>
    public IReadOnlyList<DeviceLimit>? DeviceReadIops { get; init; }
    /// <summary>Operations a second written to a device.</summary>
    public IReadOnlyList<DeviceLimit>? DeviceWriteIops { get; init; }
    public int? OomScoreAdj { get; init; }
    public bool? OomKillDisable { get; init; }
    /// <summary>Size of /dev/shm in bytes; default 64 MiB.</summary>
    public long? ShmSize { get; init; }
}

/// <summary>A process limit, as setrlimit(2) takes it; -1 is unlimited.</summary>
/// <param name="Name">Lower-case name without RLIMIT_, such as nofile.</param>
public sealed record Ulimit(string Name, long Soft, long Hard);

/// <summary>A limit of one block device.</summary>
/// <param name="Path">Device node on the host.</param>
/// <param name="Value">A weight, or a number a second.</param>
public sealed record DeviceLimit(string Path, long Value);
