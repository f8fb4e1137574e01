using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>What limits are refused, with Docker's bounds. runtime-spec config-linux.md#control-groups.</summary>
internal static class LimitRules
{
    private const long MinimumMemory = 6L << 20;

    public static void Check(ResourceLimits limits, HostFacts? host)
    {
        if (limits.Memory is { } memory and not (0 or -1) and < MinimumMemory)
            throw SettingsException.Invalid("resources.memory", $"Minimum memory limit allowed is 6MB, got {memory} bytes.");
        if (limits.MemoryReservation is { } reserved and not 0 and < MinimumMemory)
            throw SettingsException.Invalid("resources.memoryReservation", $"Minimum memory reservation allowed is 6MB, got {reserved} bytes.");
        if (limits is { Memory: > 0, MemoryReservation: { } reservation } && reservation > limits.Memory)
            throw SettingsException.Invalid("resources.memoryReservation", "Minimum memory limit can not be less than memory reservation limit; lower the reservation or raise the limit.");
        CheckSwap(limits);
        CheckCpu(limits, host);
        CheckCpuset(limits.CpusetCpus, "resources.cpusetCpus", host?.Cpus);
        CheckCpuset(limits.CpusetMems, "resources.cpusetMems", null);
        if (limits.PidsLimit is < -1) throw SettingsException.Invalid("resources.pidsLimit", $"Invalid PIDs limit {limits.PidsLimit}: give a number above 0, or -1 for unlimited.");
        if (limits.BlkioWeight is { } weight and not 0 and (< 10 or > 1000))
            throw SettingsException.Invalid("resources.blkioWeight", $"Range of blkio weight is from 10 to 1000, got {weight}.");
        if (limits.OomScoreAdj is < -1000 or > 1000)
            throw SettingsException.Invalid("resources.oomScoreAdj", $"Invalid value {limits.OomScoreAdj}, range for oom score adj is [-1000, 1000].");
        if (limits.ShmSize is < 0) throw SettingsException.Invalid("resources.shmSize", "SHM size can not be less than 0.");
    }

    private static void CheckSwap(ResourceLimits limits)
    {
        if (limits.MemorySwap is null or 0 or -1) return;
        if (limits.MemorySwap < -1) throw SettingsException.Invalid("resources.memorySwap", "Memory swap must be a number of bytes, or -1 for unlimited.");
        if (limits.Memory is null or 0) throw SettingsException.Invalid("resources.memorySwap", "You should always set the Memory limit when using Memoryswap limit; set --memory too.");
        if (limits.Memory > limits.MemorySwap)
            throw SettingsException.Invalid("resources.memorySwap", "Minimum memoryswap limit should be larger than memory limit: it counts memory and swap together.");
    }

    private static void CheckCpu(ResourceLimits limits, HostFacts? host)
    {
        if (limits.NanoCpus is { } nano and not 0)
        {
            if (limits.CpuPeriod is > 0 || limits.CpuQuota is not (null or 0))
                throw SettingsException.Invalid("resources.nanoCpus", "Conflicting options: --cpus cannot be given together with a CPU period or quota; use one of them.");
            if (nano < 10_000_000) throw SettingsException.Invalid("resources.nanoCpus", "The smallest --cpus is 0.01.");
            if (host is not null && nano > host.Cpus * 1_000_000_000L)
                throw SettingsException.Invalid("resources.nanoCpus", $"Range of CPUs is from 0.01 to {host.Cpus}.00, as there are only {host.Cpus} CPUs available.");
        }

        if (limits.CpuPeriod is { } period and not 0 and (< 1000 or > 1_000_000))
            throw SettingsException.Invalid("resources.cpuPeriod", $"CPU cfs period can not be less than 1ms (i.e. 1000) or larger than 1s (i.e. 1000000), got {period}.");
        if (limits.CpuQuota is > 0 and < 1000)
            throw SettingsException.Invalid("resources.cpuQuota", $"CPU cfs quota can not be less than 1ms (i.e. 1000), got {limits.CpuQuota}.");
        if (limits.CpuShares is < 0) throw SettingsException.Invalid("resources.cpuShares", $"Invalid CPU shares {limits.CpuShares}: give a number from 2 to 262144, or 0 for the default.");
    }

    // cpuset(7), "List format": 0-3,5
    private static void CheckCpuset(string? list, string field, int? available)
    {
        if (string.IsNullOrEmpty(list)) return;
        foreach (string part in list.Split(','))
        {
            string[] ends = part.Split('-');
            bool good = ends.Length <= 2 && int.TryParse(ends[0], out int first) && int.TryParse(ends[^1], out int last) && first >= 0 && first <= last;
            if (!good) throw SettingsException.Invalid(field, $"Invalid value \"{list}\": give numbers and ranges such as 0-3,5.");
            if (available is { } count && int.Parse(ends[^1]) >= count)
                throw SettingsException.Invalid(field, $"Requested CPUs are not available - requested {list}, available: 0-{count - 1}.");
        }
    }
}
