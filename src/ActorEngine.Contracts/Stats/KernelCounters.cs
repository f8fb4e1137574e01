namespace ActorEngine.Contracts;

/// <summary>What the kernel counts of one container, read at one moment, and of the host beside it.</summary>
public sealed record KernelCounters
{
    /// <summary>When it was read.</summary>
    public DateTimeOffset Time { get; init; }
    /// <summary>Version 1 or 2 of control groups, which count by other names.</summary>
    public int CgroupVersion { get; init; }
    /// <summary>Nanoseconds of CPU since the start.</summary>
    public long CpuNanoseconds { get; init; }
    public long CpuUserNanoseconds { get; init; }
    public long CpuKernelNanoseconds { get; init; }
    /// <summary>By CPU; empty with version 2.</summary>
    public IReadOnlyList<long> PerCpuNanoseconds { get; init => field = value ?? []; } = [];
    /// <summary>Periods with a CPU quota, and of these the ones in which it was used up.</summary>
    public long Periods { get; init; }
    public long ThrottledPeriods { get; init; }
    public long ThrottledNanoseconds { get; init; }
    /// <summary>Nanoseconds of all CPUs of the host since it started, idle ones included.</summary>
    public long HostCpuNanoseconds { get; init; }
    public int HostCpus { get; init; }
    /// <summary>Bytes, page cache included.</summary>
    public long MemoryBytes { get; init; }
    public long MemoryMaximumBytes { get; init; }
    /// <summary>How often the limit was in the way.</summary>
    public long MemoryFailures { get; init; }
    /// <summary>Bytes; the host's memory where there is no limit.</summary>
    public long MemoryLimit { get; init; }
    /// <summary>memory.stat by the kernel's names.</summary>
    public IReadOnlyDictionary<string, long> Memory { get; init => field = value ?? new Dictionary<string, long>(); } = new Dictionary<string, long>();
    public long Pids { get; init; }
    /// <summary>0 = no limit.</summary>
    public long PidsLimit { get; init; }
    public IReadOnlyList<BlockCounter> BlockBytes { get; init => field = value ?? []; } = [];
    public IReadOnlyList<BlockCounter> BlockOperations { get; init => field = value ?? []; } = [];
    /// <summary>Network interfaces but the loopback.</summary>
    public IReadOnlyList<InterfaceCounters> Interfaces { get; init => field = value ?? []; } = [];
}

/// <summary>Block I/O of one device.</summary>
/// <param name="Operation">Read, Write ... by the kernel's name.</param>
public sealed record BlockCounter(long Major, long Minor, string Operation, long Value);

/// <summary>What went through one network interface.</summary>
public sealed record InterfaceCounters(string Name)
{
    public long ReceivedBytes { get; init; }
    public long ReceivedPackets { get; init; }
    public long ReceiveErrors { get; init; }
    public long ReceiveDropped { get; init; }
    public long SentBytes { get; init; }
    public long SentPackets { get; init; }
    public long SendErrors { get; init; }
    public long SendDropped { get; init; }
}
