using ActorEngine.Contracts;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

/// <summary>Turns <see cref="ResourceLimits"/> into the runtime-spec's form, with Docker's arithmetic.</summary>
public static class ResourceComposer
{
    private const long DefaultPeriod = 100_000;

    /// <summary>
    /// For <c>update</c>: the limits that are set, without device rules; swap stays as it is unless it is set too. Warnings say what this
    /// host cannot keep.
    /// </summary>
    public static Outcome<ResourcesSpec> ForUpdate(ResourceLimits limits, HostFacts host, ICollection<string> warnings) => Outcome<ResourcesSpec>.Of(() =>
    {
        LimitRules.Check(limits, host);
        return Compose(limits, host, warnings, update: true);
    });

    internal static ResourcesSpec Compose(ResourceLimits limits, HostFacts host, ICollection<string> warnings, bool update = false) => new()
    {
        Memory = Memory(limits, host, warnings, update),
        Cpu = Cpu(limits, host, warnings),
        Pids = Pids(limits, host, warnings),
        BlockIO = BlockIo(limits, host, warnings),
    };

    private static MemorySpec? Memory(ResourceLimits limits, HostFacts host, ICollection<string> warnings, bool update)
    {
        bool asked = limits.Memory is > 0 or -1 || limits.MemoryReservation > 0 || limits.MemorySwap is not (null or 0) || limits.OomKillDisable == true;
        if (!asked) return null;
        if (Misses(host, "memory"))
        {
            warnings.Add("Your kernel does not support memory limit capabilities or the cgroup is not mounted. Limitation discarded.");
            return null;
        }

        // Docker's choice: without a word about swap, as much swap as memory.
        long? swap = limits.MemorySwap is null or 0 ? !update && limits.Memory is { } memory and > 0 ? memory * 2 : null : limits.MemorySwap;
        if (limits.Memory == -1) swap ??= -1;
        if (swap is not null && !host.SwapLimit)
        {
            if (limits.MemorySwap is not (null or 0)) warnings.Add("Your kernel does not support swap limit capabilities or the cgroup is not mounted. Memory limited without swap.");
            swap = null;
        }

        bool? disable = limits.OomKillDisable == true ? true : null;
        if (disable == true && host.Cgroups.Mode == Linux.CgroupMode.V2)
        {
            warnings.Add("cgroup v2 cannot disable the OOM killer; the setting is discarded.");
            disable = null;
        }

        return new MemorySpec
        {
            Limit = limits.Memory is > 0 or -1 ? limits.Memory : null,
            Reservation = limits.MemoryReservation > 0 ? limits.MemoryReservation : null,
            Swap = swap,
            DisableOomKiller = disable,
        };
    }

    private static CpuSpec? Cpu(ResourceLimits limits, HostFacts host, ICollection<string> warnings)
    {
        long? quota = limits.CpuQuota is 0 ? null : limits.CpuQuota, period = limits.CpuPeriod is 0 ? null : limits.CpuPeriod;
        if (limits.NanoCpus is { } nano and > 0) (quota, period) = (nano * DefaultPeriod / 1_000_000_000, DefaultPeriod);
        long? shares = limits.CpuShares is 0 ? null : limits.CpuShares;
        if ((quota ?? period ?? shares) is not null && Misses(host, "cpu"))
        {
            warnings.Add("Your kernel does not support CPU limits or the cgroup is not mounted. Limitation discarded.");
            (quota, period, shares) = (null, null, null);
        }

        string? cpus = NullIfEmpty(limits.CpusetCpus), mems = NullIfEmpty(limits.CpusetMems);
        if ((cpus ?? mems) is not null && Misses(host, "cpuset"))
        {
            warnings.Add("Your kernel does not support cpuset or the cgroup is not mounted. Cpuset discarded.");
            (cpus, mems) = (null, null);
        }

        if (quota is null && period is null && shares is null && cpus is null && mems is null) return null;
        return new CpuSpec { Shares = (ulong?)shares, Quota = quota, Period = (ulong?)period, Cpus = cpus, Mems = mems };
    }

    private static PidsSpec? Pids(ResourceLimits limits, HostFacts host, ICollection<string> warnings)
    {
        if (limits.PidsLimit is not { } limit) return null;
        if (!Misses(host, "pids")) return new PidsSpec(limit <= 0 ? -1 : limit);
        if (limit > 0) warnings.Add("Your kernel does not support PIDs limit capabilities or the cgroup is not mounted. PIDs limit discarded.");
        return null;
    }

    private static BlockIoSpec? BlockIo(ResourceLimits limits, HostFacts host, ICollection<string> warnings)
    {
        if (limits.BlkioWeight is not { } weight || weight == 0) return null;
        if (host.BlockIoWeight) return new BlockIoSpec((ushort)weight);
        warnings.Add("Your kernel does not support Block I/O weight or the cgroup is not mounted. Weight discarded.");
        return null;
    }

    private static bool Misses(HostFacts host, string controller) => host.MissingControllers.Contains(controller);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
