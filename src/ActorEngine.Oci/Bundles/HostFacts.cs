using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>What bundle building must know of the host and changes only with a reboot. See <see cref="HostProbe"/>.</summary>
public sealed record HostFacts
{
    public required CgroupLayout Cgroups { get; init; }
    /// <summary>Machine name as uname(2) says it: x86_64, aarch64.</summary>
    public required string Architecture { get; init; }
    public required Version Kernel { get; init; }
    public required string Hostname { get; init; }
    /// <summary>Capabilities that the engine itself may hold and hence give, one bit each (CapBnd of proc(5)).</summary>
    public ulong Capabilities { get; init; } = (1UL << 41) - 1;
    /// <summary>The highest group id that the engine's user namespace has.</summary>
    public uint LastGroup { get; init; } = int.MaxValue;
    public int Cpus { get; init; } = 1;
    public long MemoryBytes { get; init; }
    /// <summary>memory.memsw.* or memory.swap.max is there.</summary>
    public bool SwapLimit { get; init; } = true;
    /// <summary>blkio.weight, blkio.bfq.weight or io.weight is there.</summary>
    public bool BlockIoWeight { get; init; } = true;
    /// <summary>Of the version 1 files only the scheduler BFQ's is there, which crun does not know: the engine writes it.</summary>
    public bool BfqWeightAlone { get; init; }
    /// <summary>blkio.throttle.* or io.max is there.</summary>
    public bool BlockIoThrottle { get; init; } = true;
    /// <summary>memory.swappiness and memory.oom_control are there (version 1).</summary>
    public bool MemoryTuning { get; init; } = true;
    /// <summary>cpu.rt_runtime_us is there (version 1 of a kernel that groups real-time tasks).</summary>
    public bool RealtimeCpu { get; init; } = true;
    /// <summary>CPUs that containers may be given, in the list format of cpuset(7); empty = the first <see cref="Cpus"/>.</summary>
    public string CpuList { get; init; } = "";
    /// <summary>Memory nodes that containers may be given; empty = not known.</summary>
    public string MemoryNodes { get; init; } = "";
    /// <summary>The kernel has AppArmor switched on.</summary>
    public bool AppArmor { get; init; }
    /// <summary>The kernel has SELinux switched on.</summary>
    public bool SeLinux { get; init; }
    /// <summary>Controllers that cannot be used at all on this host, out of memory, cpu, cpuset, pids.</summary>
    public IReadOnlyList<string> MissingControllers { get; init; } = [];
}
