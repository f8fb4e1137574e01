namespace ActorEngine.Gateway.Containers;

/// <summary>Resources of the API's description: limits and devices. 0 and null mean nothing is asked for.</summary>
internal record ResourcesBody
{
    public long? CpuShares { get; init; }
    public long? Memory { get; init; }
    public string? CgroupParent { get; init; }
    public int? BlkioWeight { get; init; }
    public List<DeviceWeightBody?>? BlkioWeightDevice { get; init; }
    public List<DeviceRateBody?>? BlkioDeviceReadBps { get; init; }
    public List<DeviceRateBody?>? BlkioDeviceWriteBps { get; init; }
    public List<DeviceRateBody?>? BlkioDeviceReadIOps { get; init; }
    public List<DeviceRateBody?>? BlkioDeviceWriteIOps { get; init; }
    public long? CpuPeriod { get; init; }
    public long? CpuQuota { get; init; }
    public long? CpuRealtimePeriod { get; init; }
    public long? CpuRealtimeRuntime { get; init; }
    public string? CpusetCpus { get; init; }
    public string? CpusetMems { get; init; }
    public List<DeviceBody?>? Devices { get; init; }
    public List<string?>? DeviceCgroupRules { get; init; }
    public List<DeviceRequestBody?>? DeviceRequests { get; init; }
    /// <summary>Up to 1.41; kernels have it no more.</summary>
    public long? KernelMemory { get; init; }
    public long? KernelMemoryTCP { get; init; }
    public long? MemoryReservation { get; init; }
    public long? MemorySwap { get; init; }
    public long? MemorySwappiness { get; init; }
    public long? NanoCpus { get; init; }
    public bool? OomKillDisable { get; init; }
    public bool? Init { get; init; }
    public long? PidsLimit { get; init; }
    public List<UlimitBody?>? Ulimits { get; init; }
    /// <summary>These four are of Windows.</summary>
    public long? CpuCount { get; init; }
    public long? CpuPercent { get; init; }
    public long? IOMaximumIOps { get; init; }
    public long? IOMaximumBandwidth { get; init; }
}

/// <summary>A weight of one block device.</summary>
internal sealed record DeviceWeightBody
{
    public string? Path { get; init; }
    public long? Weight { get; init; }
}

/// <summary>ThrottleDevice.</summary>
internal sealed record DeviceRateBody
{
    public string? Path { get; init; }
    public long? Rate { get; init; }
}

/// <summary>DeviceMapping.</summary>
internal sealed record DeviceBody
{
    public string? PathOnHost { get; init; }
    public string? PathInContainer { get; init; }
    public string? CgroupPermissions { get; init; }
}

/// <summary>DeviceRequest.</summary>
internal sealed record DeviceRequestBody
{
    public string? Driver { get; init; }
    public int? Count { get; init; }
    public List<string?>? DeviceIDs { get; init; }
    public List<List<string?>?>? Capabilities { get; init; }
    public Dictionary<string, string?>? Options { get; init; }
}

/// <summary>A limit of setrlimit(2).</summary>
internal sealed record UlimitBody
{
    public string? Name { get; init; }
    public long? Soft { get; init; }
    public long? Hard { get; init; }
}
