namespace ActorEngine.Oci;

/// <summary>What a container uses at one moment.</summary>
/// <param name="CpuNanoseconds">CPU time since the group was made.</param>
/// <param name="MemoryBytes">Memory without page cache that could be dropped (inactive file pages), as docker stats counts it.</param>
public readonly record struct CgroupUsage(long CpuNanoseconds, long MemoryBytes)
{
    /// <summary>Null = no limit.</summary>
    public long? MemoryLimit { get; init; }
    public long Pids { get; init; }
    /// <summary>Null = no limit.</summary>
    public long? PidsLimit { get; init; }
    public long BlockReadBytes { get; init; }
    public long BlockWrittenBytes { get; init; }
}
