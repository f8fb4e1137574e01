using ActorEngine.Contracts;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

/// <summary>Turns <see cref="ResourceLimits"/> into the runtime-spec's form, with Docker's arithmetic.</summary>
public static class ResourceComposer
{
    private const long DefaultPeriod = 100_000;

    /// <summary>
    /// For <c>update</c>: the groups of limits that <paramref name="change"/> touches, as they are to be in <paramref name="merged"/>, without device
    /// rules. Warnings say what this host cannot keep.
    /// </summary>
    public static Outcome<ResourcesSpec> ForUpdate(ResourceLimits merged, ResourceLimits change, HostFacts host, ICollection<string> warnings) => Outcome<ResourcesSpec>.Of(() =>
    {
        LimitRules.Check(merged, host);
        IReadOnlyDictionary<string, HostDevice> devices = HostDevices.FindLimited(change);
        return new ResourcesSpec
        {
            Memory = (change.Memory ?? change.MemorySwap ?? change.MemoryReservation ?? change.MemorySwappiness) is null && change.OomKillDisable is null ? null : Memory(merged, host, warnings),
            Cpu = (change.NanoCpus ?? change.CpuShares ?? change.CpuPeriod ?? change.CpuQuota ?? change.CpuRealtimePeriod ?? change.CpuRealtimeRuntime) is null && (change.CpusetCpus ?? change.CpusetMems) is null
                ? null : Cpu(merged, host, warnings),
            Pids = change.PidsLimit is null ? null : Pids(merged, host, warnings),
            BlockIO = BlockIoComposer.Compose(change, host, devices, warnings),
        };
    });

    /// <summary>What this host cannot keep of the limits, a sentence each.</summary>
    public static IReadOnlyList<string> Warnings(ResourceLimits limits, HostFacts host)
    {
        List<string> warnings = [];
        Memory(limits, host, warnings);
        Cpu(limits, host, warnings);
        Pids(limits, host, warnings);
        BlockIoComposer.Possible(limits, host, warnings);
        return warnings;
    }

    internal static ResourcesSpec Compose(ResourceLimits limits, HostFacts host, IReadOnlyDictionary<string, HostDevice> devices, ICollection<string> warnings) => new()
    {
        Memory = Memory(limits, host, warnings),
        Cpu = Cpu(limits, host, warnings),
        Pids = Pids(limits, host, warnings),
        BlockIO = BlockIoComposer.Compose(limits, host, devices, warnings),
    };

    private static MemorySpec? Memory(ResourceLimits limits, HostFacts host, ICollection<string> warnings)
    {
        bool? disable = limits.OomKillDisable;
        long? swappiness = limits.MemorySwappiness is -1 ? null : limits.MemorySwappiness;
        if (!host.MemoryTuning)
        {
            if (disable == true) warnings.Add("Your kernel does not support OomKillDisable (control groups of version 2 never do). OomKillDisable discarded.");
            if (swappiness is not null) warnings.Add("Your kernel does not support memory swappiness (control groups of version 2 never do). Memory swappiness discarded.");
            (disable, swappiness) = (null, null);
        }

        bool asked = limits.Memory is > 0 or -1 || limits.MemoryReservation > 0 || limits.MemorySwap is not (null or 0) || disable is not null || swappiness is not null;
        if (!asked) return null;
        if (Misses(host, "memory"))
        {
            warnings.Add("Your kernel does not support memory limit capabilities or the cgroup is not mounted. Limitation discarded.");
            return null;
        }

        // Docker's choice: without a word about swap, as much swap as memory.
        long? swap = limits.MemorySwap is null or 0 ? limits.Memory is { } memory and > 0 ? memory * 2 : null : limits.MemorySwap;
        if (limits.Memory == -1) swap ??= -1;
        if (swap is not null && !host.SwapLimit)
        {
            if (limits.MemorySwap is not (null or 0)) warnings.Add("Your kernel does not support swap limit capabilities or the cgroup is not mounted. Memory limited without swap.");
            swap = null;
        }

        if (disable == true && limits.Memory is null or 0 or -1)
            warnings.Add("OOM killer is disabled for the container, but no memory limit is set, this can result in the system running out of resources.");
        return new MemorySpec
        {
            Limit = limits.Memory is > 0 or -1 ? limits.Memory : null,
            Reservation = limits.MemoryReservation > 0 ? limits.MemoryReservation : null,
            Swap = swap,
            Swappiness = (ulong?)swappiness,
            DisableOomKiller = disable,
        };
    }

    private static CpuSpec? Cpu(ResourceLimits limits, HostFacts host, ICollection<string> warnings)
    {
        long? quota = limits.CpuQuota is 0 ? null : limits.CpuQuota, period = limits.CpuPeriod is 0 ? null : limits.CpuPeriod;
        if (limits.NanoCpus is { } nano and > 0) (quota, period) = (nano * DefaultPeriod / 1_000_000_000, DefaultPeriod);
        long? shares = limits.CpuShares is 0 ? null : limits.CpuShares;
        long? runtime = limits.CpuRealtimeRuntime is 0 ? null : limits.CpuRealtimeRuntime, realPeriod = limits.CpuRealtimePeriod is 0 ? null : limits.CpuRealtimePeriod;
        if ((quota ?? period ?? shares ?? runtime ?? realPeriod) is not null && Misses(host, "cpu"))
        {
            warnings.Add("Your kernel does not support CPU limits or the cgroup is not mounted. Limitation discarded.");
            (quota, period, shares, runtime, realPeriod) = (null, null, null, null, null);
        }

        string? cpus = NullIfEmpty(limits.CpusetCpus), mems = NullIfEmpty(limits.CpusetMems);
        if ((cpus ?? mems) is not null && Misses(host, "cpuset"))
        {
            warnings.Add("Your kernel does not support cpuset or the cgroup is not mounted. Cpuset discarded.");
            (cpus, mems) = (null, null);
        }

        var composed = new CpuSpec
        {
            Shares = (ulong?)shares, Quota = quota, Period = (ulong?)period, RealtimeRuntime = runtime, RealtimePeriod = (ulong?)realPeriod, Cpus = cpus, Mems = mems,
        };
        return composed == new CpuSpec() ? null : composed;
    }

    private static PidsSpec? Pids(ResourceLimits limits, HostFacts host, ICollection<string> warnings)
    {
        if (limits.PidsLimit is not { } limit) return null;
        if (!Misses(host, "pids")) return new PidsSpec(limit <= 0 ? -1 : limit);
        if (limit > 0) warnings.Add("Your kernel does not support PIDs limit capabilities or the cgroup is not mounted. PIDs limit discarded.");
        return null;
    }

    private static bool Misses(HostFacts host, string controller) => host.MissingControllers.Contains(controller);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
