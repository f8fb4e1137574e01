using System.Globalization;
using ActorEngine.Linux;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

/// <summary>A group of the unified hierarchy (kernel documentation, cgroup-v2).</summary>
internal sealed partial class CgroupV2(string mount, string path) : Cgroup(path)
{
    private static readonly string[] Wanted = ["cpuset", "cpu", "io", "memory", "pids"];

    public override string Directory { get; } = mount + path;

    public override bool Exists => System.IO.Directory.Exists(Directory);

    public override bool IsFrozen => CgroupFile.TryReadKey(Directory, "cgroup.events", "frozen") == 1;

    public override void Create()
    {
        string current = mount;
        foreach (string name in Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            EnableControllers(current);
            current += "/" + name;
            Errno error = FileTree.TryMakeDirectory(FileDescriptor.CurrentDirectory, current, 0x1ED /* 0755 */);
            if (error is not (Errno.None or Errno.EEXIST)) throw new LinuxException(error, "mkdir", current);
        }
    }

    public override void Limit(ResourcesSpec resources)
    {
        if (resources.Memory is { } memory)
        {
            CheckUse(memory.Limit);
            Set("memory.max", Number(memory.Limit));
            Set("memory.low", Number(memory.Reservation));
            if (SwapAlone(memory) is { } swap) Set("memory.swap.max", swap);
        }

        if (resources.Cpu is { } cpu)
        {
            Set("cpu.weight", cpu.Shares is { } shares and > 0 ? CpuWeight(shares).ToString(CultureInfo.InvariantCulture) : null);
            if (cpu.Quota is not null || cpu.Period is not null)
                Set("cpu.max", $"{(cpu.Quota is { } quota and > 0 ? quota.ToString(CultureInfo.InvariantCulture) : "max")} {cpu.Period ?? 100_000}");
            Set("cpuset.cpus", cpu.Cpus);
            Set("cpuset.mems", cpu.Mems);
        }

        Set("pids.max", Number(resources.Pids?.Limit));
        if (resources.BlockIO is { } io) LimitBlockIo(io);
    }

    public override void Weigh(BlockIoSpec weights)
    {
        Create();
        LimitBlockIo(weights);
    }

    public override void AllowRealtime(long runtime, long period)
    {
        // Version 2 does not group real-time tasks.
    }

    public override void Join(int pid) => CgroupFile.Write(Directory, "cgroup.procs", pid.ToString(CultureInfo.InvariantCulture));

    public override void Freeze(bool frozen) => CgroupFile.Write(Directory, "cgroup.freeze", frozen ? "1" : "0");

    public override void Kill()
    {
        Errno error = CgroupFile.TryWrite(Directory, "cgroup.kill", "1");
        if (error is Errno.None or Errno.ENODEV) return;
        // cgroup.kill came with Linux 5.14.
        foreach (int pid in ReadPids()) CgroupProcesses.Kill(pid);
    }

    public override IReadOnlyCollection<int> ReadPids()
    {
        var pids = new SortedSet<int>();
        CgroupFile.AddPids(Directory, pids);
        return pids;
    }

    public override long? ReadOomKills() => CgroupFile.TryReadKey(Directory, "memory.events", "oom_kill");

    public override CgroupUsage? ReadUsage()
    {
        if (CgroupFile.TryReadKey(Directory, "cpu.stat", "usage_usec") is not { } cpu) return null;
        long memory = CgroupFile.TryReadNumber(Directory, "memory.current") ?? 0;
        long cache = CgroupFile.TryReadKey(Directory, "memory.stat", "inactive_file") ?? 0;
        (long read, long written) = CgroupProcesses.ParseIoStat(CgroupFile.TryRead(Directory, "io.stat") ?? "");
        return new CgroupUsage(cpu * 1000, Math.Max(0, memory - cache))
        {
            MemoryLimit = CgroupFile.TryReadNumber(Directory, "memory.max"),
            Pids = CgroupFile.TryReadNumber(Directory, "pids.current") ?? 0,
            PidsLimit = CgroupFile.TryReadNumber(Directory, "pids.max"),
            BlockReadBytes = read,
            BlockWrittenBytes = written,
        };
    }

    public override bool Remove() => CgroupFile.RemoveTree(Directory);

    /// <summary>Shares of version 1 (2 to 262144) as a weight of version 2 (1 to 10000), by the kernel documentation's line.</summary>
    internal static ulong CpuWeight(ulong shares) => 1 + ((Math.Clamp(shares, 2, 262144) - 2) * 9999 / 262142);

    // Version 2 kills for a limit below the use; version 1 refuses, and so does this.
    private void CheckUse(long? limit)
    {
        if (limit is > 0 && ReadUsage() is { } usage && usage.MemoryBytes > limit) throw new LinuxException(Errno.EBUSY, "write", Directory + "/memory.max");
    }

    private void LimitBlockIo(BlockIoSpec io)
    {
        if (io.Weight is { } weight) WriteWeight("", weight);
        foreach (WeightDeviceSpec device in io.WeightDevice ?? []) WriteWeight($"{device.Major}:{device.Minor} ", device.Weight);
        WriteRates("rbps", io.ThrottleReadBpsDevice);
        WriteRates("wbps", io.ThrottleWriteBpsDevice);
        WriteRates("riops", io.ThrottleReadIopsDevice);
        WriteRates("wiops", io.ThrottleWriteIopsDevice);
    }

    // BFQ takes the number as it is, io.weight has a range of its own: 10 to 1000 becomes 1 to 10000.
    private void WriteWeight(string device, int weight)
    {
        if (CgroupFile.TryWrite(Directory, "io.bfq.weight", device + weight.ToString(CultureInfo.InvariantCulture)) == Errno.None) return;
        string scaled = weight == 0 ? "default" : (1 + ((weight - 10) * 9999 / 990)).ToString(CultureInfo.InvariantCulture);
        Set("io.weight", (device.Length > 0 ? device : "default ") + scaled);
    }

    private void WriteRates(string key, IReadOnlyList<ThrottleDeviceSpec>? rates)
    {
        foreach (ThrottleDeviceSpec rate in rates ?? [])
            Set("io.max", $"{rate.Major}:{rate.Minor} {key}={(rate.Rate == 0 ? "max" : rate.Rate.ToString(CultureInfo.InvariantCulture))}");
    }

    // Version 2 counts swap alone; the runtime-spec's figure is memory and swap together.
    private static string? SwapAlone(MemorySpec memory) => memory switch
    {
        { Swap: null } => null,
        { Swap: -1 } => "max",
        { Swap: { } both, Limit: { } limit and >= 0 } => Math.Max(0, both - limit).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string? Number(long? value) => value switch
    {
        null => null,
        < 0 => "max",
        { } number => number.ToString(CultureInfo.InvariantCulture),
    };

    private static void EnableControllers(string directory)
    {
        string available = CgroupFile.TryRead(directory, "cgroup.controllers") ?? "";
        string enabled = CgroupFile.TryRead(directory, "cgroup.subtree_control") ?? "";
        foreach (string controller in Wanted)
        {
            if (Has(available, controller) && !Has(enabled, controller)) CgroupFile.Write(directory, "cgroup.subtree_control", "+" + controller);
        }
    }

    private static bool Has(string list, string name) => list.Split([' ', '\n']).Contains(name);

    private void Set(string name, string? value)
    {
        if (value is not null) CgroupFile.Write(Directory, name, value);
    }
}
