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
    [JsonPropertyName("disableOOMKiller")]
    public bool? DisableOomKiller { get; init; }
}

/// <summary>Shares are relative; quota and period are microseconds.</summary>
public sealed record CpuSpec
{
    public ulong? Shares { get; init; }
    public long? Quota { get; init; }
    public ulong? Period { get; init; }
    public string? Cpus { get; init; }
    public string? Mems { get; init; }
}

/// <summary>Number of tasks; -1 is unlimited.</summary>
public sealed record PidsSpec(long Limit);

/// <summary>Relative weight of block I/O, 10 to 1000.</summary>
public sealed record BlockIoSpec(ushort Weight);
