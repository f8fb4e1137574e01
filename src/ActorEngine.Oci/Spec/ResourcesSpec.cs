using System.Text.Json.Serialization;

namespace ActorEngine.Oci.Spec;

/// <summary>cgroup limits (config-linux.md#control-groups); also the body of the runtime's <c>update</c>.</summary>
public sealed record ResourcesSpec
{
    public IReadOnlyList<DeviceRuleSpec>? Devices { get; init; }
    public MemorySpec? Memory { get; init; }
    public CpuSpec? Cpu { get; init; }
    public PidsSpec? Pids { get; init; }
    public BlockIoSpec? BlockIO { get; init; }
}

/// <summary>Allows or denies devices; null matches all.</summary>
/// <param name="Access">Some of r, w, m.</param>
public sealed record DeviceRuleSpec(bool Allow, string Access)
{
    public string? Type { get; init; }
    public long? Major { get; init; }
    public long? Minor { get; init; }
}

/// <summary>Bytes; -1 is unlimited.</summary>
public sealed record MemorySpec
{
    public long? Limit { get; init; }
    public long? Reservation { get; init; }
    /// <summary>Memory and swap together, on either cgroup version.</summary>
    public long? Swap { get; init; }
    public ulong? Swappiness { get; init; }
    [JsonPropertyName("disableOOMKiller")]
    public bool? DisableOomKiller { get; init; }
}

/// <summary>Shares are relative; quota and period are microseconds.</summary>
public sealed record CpuSpec
{
    public ulong? Shares { get; init; }
    public long? Quota { get; init; }
    public ulong? Period { get; init; }
    public long? RealtimeRuntime { get; init; }
    public ulong? RealtimePeriod { get; init; }
    public string? Cpus { get; init; }
    public string? Mems { get; init; }
}

/// <summary>Number of tasks; -1 is unlimited.</summary>
public sealed record PidsSpec(long Limit);

/// <summary>Block I/O: relative weights, 10 to 1000, and rates a second.</summary>
public sealed record BlockIoSpec
{
    public ushort? Weight { get; init; }
    public IReadOnlyList<WeightDeviceSpec>? WeightDevice { get; init; }
    public IReadOnlyList<ThrottleDeviceSpec>? ThrottleReadBpsDevice { get; init; }
    public IReadOnlyList<ThrottleDeviceSpec>? ThrottleWriteBpsDevice { get; init; }
    [JsonPropertyName("throttleReadIOPSDevice")]
    public IReadOnlyList<ThrottleDeviceSpec>? ThrottleReadIopsDevice { get; init; }
    [JsonPropertyName("throttleWriteIOPSDevice")]
    public IReadOnlyList<ThrottleDeviceSpec>? ThrottleWriteIopsDevice { get; init; }
}

/// <summary>The weight of one device.</summary>
public sealed record WeightDeviceSpec(long Major, long Minor, ushort Weight);

/// <summary>The rate of one device; 0 is unlimited.</summary>
public sealed record ThrottleDeviceSpec(long Major, long Minor, ulong Rate);
