using ActorEngine.Contracts;

namespace ActorEngine.Oci;

internal sealed partial class CgroupV1
{
    public override KernelCounters? ReadCounters()
    {
        if (!Exists) return null;
        string throttling = Text("cpu", "cpu.stat");
        return new KernelCounters
        {
            CgroupVersion = 1,
            CpuNanoseconds = Number("cpuacct", "cpuacct.usage") ?? 0,
            CpuUserNanoseconds = Number("cpuacct", "cpuacct.usage_user") ?? 0,
            CpuKernelNanoseconds = Number("cpuacct", "cpuacct.usage_sys") ?? 0,
            PerCpuNanoseconds = [.. Text("cpuacct", "cpuacct.usage_percpu").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(number => long.TryParse(number, out long time) ? time : 0)],
            Periods = CgroupFile.FindKey(throttling, "nr_periods") ?? 0,
            ThrottledPeriods = CgroupFile.FindKey(throttling, "nr_throttled") ?? 0,
            ThrottledNanoseconds = CgroupFile.FindKey(throttling, "throttled_time") ?? 0,
            MemoryBytes = Number("memory", "memory.usage_in_bytes") ?? 0,
            MemoryMaximumBytes = Number("memory", "memory.max_usage_in_bytes") ?? 0,
            MemoryFailures = Number("memory", "memory.failcnt") ?? 0,
            MemoryLimit = Number("memory", "memory.limit_in_bytes") is { } limit and < Unlimited ? limit : 0,
            Memory = CounterText.Keyed(Text("memory", "memory.stat")),
            Pids = Number("pids", "pids.current") ?? 0,
            PidsLimit = Number("pids", "pids.max") ?? 0,
            BlockBytes = CounterText.Service(Text("blkio", "blkio.throttle.io_service_bytes_recursive")),
            BlockOperations = CounterText.Service(Text("blkio", "blkio.throttle.io_serviced_recursive")),
        };
    }

    private string Text(string controller, string file) => Of(controller) is { } directory ? CgroupFile.TryRead(directory, file) ?? "" : "";
}
