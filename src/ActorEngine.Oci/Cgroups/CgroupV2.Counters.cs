using ActorEngine.Contracts;

namespace ActorEngine.Oci;

internal sealed partial class CgroupV2
{
    public override KernelCounters? ReadCounters()
    {
        if (CgroupFile.TryRead(Directory, "cpu.stat") is not { } cpu) return null;
        var (bytes, operations) = CounterText.IoStat(CgroupFile.TryRead(Directory, "io.stat") ?? "");
        return new KernelCounters
        {
            CgroupVersion = 2,
            CpuNanoseconds = Nanoseconds(cpu, "usage_usec"),
            CpuUserNanoseconds = Nanoseconds(cpu, "user_usec"),
            CpuKernelNanoseconds = Nanoseconds(cpu, "system_usec"),
            Periods = CgroupFile.FindKey(cpu, "nr_periods") ?? 0,
            ThrottledPeriods = CgroupFile.FindKey(cpu, "nr_throttled") ?? 0,
            ThrottledNanoseconds = Nanoseconds(cpu, "throttled_usec"),
            MemoryBytes = CgroupFile.TryReadNumber(Directory, "memory.current") ?? 0,
            MemoryMaximumBytes = CgroupFile.TryReadNumber(Directory, "memory.peak") ?? 0,
            MemoryFailures = CgroupFile.TryReadKey(Directory, "memory.events", "max") ?? 0,
            MemoryLimit = CgroupFile.TryReadNumber(Directory, "memory.max") ?? 0,
            Memory = CounterText.Keyed(CgroupFile.TryRead(Directory, "memory.stat") ?? ""),
            Pids = CgroupFile.TryReadNumber(Directory, "pids.current") ?? 0,
            PidsLimit = CgroupFile.TryReadNumber(Directory, "pids.max") ?? 0,
            BlockBytes = bytes,
            BlockOperations = operations,
        };
    }

    private static long Nanoseconds(string text, string key) => (CgroupFile.FindKey(text, key) ?? 0) * 1000;
}
