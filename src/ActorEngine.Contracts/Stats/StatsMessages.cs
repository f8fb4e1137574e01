namespace ActorEngine.Contracts;

/// <summary>Resource use. Stream of <see cref="StatsSnapshot"/> items, one a second; or one snapshot as the reply.</summary>
public sealed record GetStats : IQuery
{
    /// <summary>Empty = all running containers.</summary>
    public IReadOnlyList<ContainerReference> Containers { get; init => field = value ?? []; } = [];
    public bool Stream { get; init; }
    public bool All { get; init; }
    /// <summary>With <see cref="ContainerStats.Counters"/>, read anew for each answer.</summary>
    public bool Details { get; init; }
}

/// <summary>All containers asked for, sampled at one time.</summary>
public sealed record StatsSnapshot(DateTimeOffset Time, IReadOnlyList<ContainerStats> Containers) : IReply, IItem;

/// <summary>One container's use.</summary>
public sealed record ContainerStats(ContainerId Id, string Name)
{
    /// <summary>Nanoseconds of CPU since the start.</summary>
    public long CpuNanoseconds { get; init; }
    /// <summary>Percent of one CPU over the last sampling interval.</summary>
    public double CpuPercent { get; init; }
    /// <summary>Bytes, page cache left out.</summary>
    public long MemoryBytes { get; init; }
    /// <summary>Bytes; the host's memory where there is no limit.</summary>
    public long MemoryLimit { get; init; }
    public long NetworkReceivedBytes { get; init; }
    public long NetworkSentBytes { get; init; }
    public long BlockReadBytes { get; init; }
    public long BlockWrittenBytes { get; init; }
    public long Pids { get; init; }
    /// <summary>All that the kernel counts, where it was asked for; null for a container that does not run.</summary>
    public KernelCounters? Counters { get; init; }
}
