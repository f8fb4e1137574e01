using System.Globalization;
using ActorEngine.Linux;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

/// <summary>A group of the version 1 hierarchies, and of a hybrid host's unified one beside them (kernel documentation, cgroup-v1).</summary>
internal sealed partial class CgroupV1 : Cgroup
{
    // What a version 1 memory limit reads like when there is none: the largest long, rounded down to a page.
    private const long Unlimited = long.MaxValue / 4096 * 4096;

    private readonly CgroupLayout layout;
    private readonly string[] directories;

    public CgroupV1(CgroupLayout layout, string path) : base(path)
    {
        this.layout = layout;
        IEnumerable<string> mounts = layout.UnifiedMount is null ? layout.Controllers.Values : layout.Controllers.Values.Append(layout.UnifiedMount);
        directories = [.. mounts.Distinct().Select(mount => mount + path)];
    }

    public override string Directory => Of("memory") ?? directories.FirstOrDefault() ?? "";

    public override bool Exists => directories.Any(System.IO.Directory.Exists);

    public override bool IsFrozen => Of("freezer") is { } freezer && CgroupFile.TryRead(freezer, "freezer.state")?.Trim() == "FROZEN";

    public override void Create()
    {
        foreach (string directory in directories) System.IO.Directory.CreateDirectory(directory);
        if (layout.Controllers.TryGetValue("cpuset", out string? mount)) InheritCpuset(mount);
    }

    public override void Limit(ResourcesSpec resources)
    {
        if (resources.Memory is { } memory) LimitMemory(memory);
        if (resources.Cpu is { } cpu) LimitCpu(cpu);
        if (resources.Pids is { } pids) Set("pids", "pids.max", pids.Limit < 0 ? "max" : Text(pids.Limit));
        if (resources.BlockIO is { } io && Of("blkio") is { } blkio) LimitBlockIo(blkio, io);
    }

    public override void Weigh(BlockIoSpec weights)
    {
        if (Of("blkio") is not { } blkio) return;
        System.IO.Directory.CreateDirectory(blkio);
        LimitBlockIo(blkio, weights);
    }

    public override void AllowRealtime(long runtime, long period)
    {
        if (Of("cpu") is not { } directory) return;
        System.IO.Directory.CreateDirectory(directory);
        string mount = layout.Controllers["cpu"];
        // From the top: a group has no more than the one above it.
        string parent = mount;
        foreach (string name in Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            parent += "/" + name;
            if (CgroupFile.TryReadNumber(parent, "cpu.rt_runtime_us") >= runtime) continue;
            CgroupFile.Write(parent, "cpu.rt_period_us", Text(period));
            CgroupFile.Write(parent, "cpu.rt_runtime_us", Text(runtime));
        }
    }

    public override void Join(int pid)
    {
        foreach (string directory in directories) CgroupFile.Write(directory, "cgroup.procs", pid.ToString(CultureInfo.InvariantCulture));
    }

    public override void Freeze(bool frozen) => Set("freezer", "freezer.state", frozen ? "FROZEN" : "THAWED");

    public override void Kill()
    {
        // A stopped group cannot fork away from the list of its processes.
        bool hold = Of("freezer") is { } freezer && CgroupFile.TryWrite(freezer, "freezer.state", "FROZEN") == Errno.None;
        foreach (int pid in ReadPids()) CgroupProcesses.Kill(pid);
        if (hold) CgroupFile.TryWrite(Of("freezer")!, "freezer.state", "THAWED");
    }

    public override IReadOnlyCollection<int> ReadPids()
    {
        var pids = new SortedSet<int>();
        foreach (string directory in directories) CgroupFile.AddPids(directory, pids);
        return pids;
    }

    public override long? ReadOomKills() => Of("memory") is { } memory ? CgroupFile.TryReadKey(memory, "memory.oom_control", "oom_kill") : null;

    public override CgroupUsage? ReadUsage()
    {
        if (!Exists) return null;
        long usage = Number("memory", "memory.usage_in_bytes") ?? 0;
        long cache = Of("memory") is { } memory ? CgroupFile.TryReadKey(memory, "memory.stat", "total_inactive_file") ?? 0 : 0;
        string service = Of("blkio") is { } blkio ? CgroupFile.TryRead(blkio, "blkio.throttle.io_service_bytes_recursive") ?? "" : "";
        (long read, long written) = CgroupProcesses.ParseServiceBytes(service);
        return new CgroupUsage(Number("cpuacct", "cpuacct.usage") ?? 0, Math.Max(0, usage - cache))
        {
            MemoryLimit = Number("memory", "memory.limit_in_bytes") is { } limit and < Unlimited ? limit : null,
            Pids = Number("pids", "pids.current") ?? 0,
            PidsLimit = Number("pids", "pids.max"),
            BlockReadBytes = read,
            BlockWrittenBytes = written,
        };
    }

    public override bool Remove()
    {
        bool gone = true;
        foreach (string directory in directories) gone &= CgroupFile.RemoveTree(directory);
        return gone;
    }

    private void LimitMemory(MemorySpec memory)
    {
        long? sum = Number("memory", "memory.memsw.limit_in_bytes");
        // The sum may never be below the limit: raise the sum first, or lower the limit first.
        bool raising = memory.Limit is { } wanted && sum is not null && (wanted < 0 || wanted > sum);
        long? swap = memory.Swap ?? (raising ? memory.Limit < 0 ? -1 : memory.Limit * 2 : null);
        string? limit = memory.Limit?.ToString(CultureInfo.InvariantCulture), both = sum is null ? null : swap?.ToString(CultureInfo.InvariantCulture);
        if (raising) Set("memory", "memory.memsw.limit_in_bytes", both);
        Set("memory", "memory.limit_in_bytes", limit);
        if (!raising) Set("memory", "memory.memsw.limit_in_bytes", both);
        Set("memory", "memory.soft_limit_in_bytes", memory.Reservation?.ToString(CultureInfo.InvariantCulture));
        Set("memory", "memory.swappiness", memory.Swappiness is { } swappiness ? Text((long)swappiness) : null);
        if (memory.DisableOomKiller is { } disabled) Set("memory", "memory.oom_control", disabled ? "1" : "0");
    }

    private void LimitCpu(CpuSpec cpu)
    {
        Set("cpu", "cpu.shares", cpu.Shares is { } shares ? Text((long)shares) : null);
        SetPair("cpu.cfs_period_us", (long?)cpu.Period, "cpu.cfs_quota_us", cpu.Quota);
        SetPair("cpu.rt_period_us", (long?)cpu.RealtimePeriod, "cpu.rt_runtime_us", cpu.RealtimeRuntime);
        Set("cpuset", "cpuset.cpus", cpu.Cpus);
        Set("cpuset", "cpuset.mems", cpu.Mems);
    }

    // The kernel checks the two against each other, so that one order or the other is refused when both change.
    private void SetPair(string periodFile, long? period, string timeFile, long? time)
    {
        if (Of("cpu") is not { } directory) return;
        bool late = period is not null && CgroupFile.TryWrite(directory, periodFile, Text(period.Value)) != Errno.None;
        if (time is not null) CgroupFile.Write(directory, timeFile, Text(time.Value));
        if (late) CgroupFile.Write(directory, periodFile, Text(period!.Value));
    }

    private static void LimitBlockIo(string directory, BlockIoSpec io)
    {
        if (io.Weight is { } weight) WriteWeight(directory, "", Text(weight));
        foreach (WeightDeviceSpec device in io.WeightDevice ?? []) WriteWeight(directory, "_device", $"{device.Major}:{device.Minor} {device.Weight}");
        WriteRates(directory, "blkio.throttle.read_bps_device", io.ThrottleReadBpsDevice);
        WriteRates(directory, "blkio.throttle.write_bps_device", io.ThrottleWriteBpsDevice);
        WriteRates(directory, "blkio.throttle.read_iops_device", io.ThrottleReadIopsDevice);
        WriteRates(directory, "blkio.throttle.write_iops_device", io.ThrottleWriteIopsDevice);
    }

    // The scheduler BFQ has its own file; that of its forerunner went with it (Linux 5.0).
    private static void WriteWeight(string directory, string ending, string value)
    {
        if (CgroupFile.TryWrite(directory, "blkio.bfq.weight" + ending, value) != Errno.None) CgroupFile.Write(directory, "blkio.weight" + ending, value);
    }

    private static void WriteRates(string directory, string file, IReadOnlyList<ThrottleDeviceSpec>? rates)
    {
        foreach (ThrottleDeviceSpec rate in rates ?? []) CgroupFile.Write(directory, file, $"{rate.Major}:{rate.Minor} {rate.Rate}");
    }

    // A new cpuset is empty and takes no process until it names processors and memory nodes.
    private void InheritCpuset(string mount)
    {
        string parent = mount;
        foreach (string name in Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string directory = parent + "/" + name;
            foreach (string file in (ReadOnlySpan<string>)["cpuset.cpus", "cpuset.mems"])
            {
                if (string.IsNullOrWhiteSpace(CgroupFile.TryRead(directory, file)))
                    CgroupFile.Write(directory, file, CgroupFile.TryRead(parent, file)?.Trim() ?? "");
            }

            parent = directory;
        }
    }

    private string? Of(string controller) => layout.Controllers.TryGetValue(controller, out string? mount) ? mount + Path : null;

    private long? Number(string controller, string file) => Of(controller) is { } directory ? CgroupFile.TryReadNumber(directory, file) : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void Set(string controller, string file, string? value)
    {
        if (value is not null && Of(controller) is { } directory) CgroupFile.Write(directory, file, value);
    }
}
