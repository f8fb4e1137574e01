using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>What limits of CPUs are refused, with Docker's bounds.</summary>
internal static class CpuRules
{
    public static void Check(ResourceLimits limits, HostFacts? host)
    {
        CheckQuota(limits, host);
        CheckRealtime(limits, host);
        string cpus = host is null ? "" : host.CpuList.Length > 0 ? host.CpuList : host.Cpus > 1 ? $"0-{host.Cpus - 1}" : "0";
        CheckSet(limits.CpusetCpus, "resources.cpusetCpus", "CPUs", cpus);
        CheckSet(limits.CpusetMems, "resources.cpusetMems", "memory nodes", host?.MemoryNodes ?? "");
    }

    private static void CheckQuota(ResourceLimits limits, HostFacts? host)
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
        if (limits.CpuQuota is > 0 and < 1000 or < -1)
            throw SettingsException.Invalid("resources.cpuQuota", $"CPU cfs quota can not be less than 1ms (i.e. 1000), got {limits.CpuQuota}; -1 is unlimited.");
        if (limits.CpuShares is < 0) throw SettingsException.Invalid("resources.cpuShares", $"Invalid CPU shares {limits.CpuShares}: give a number from 2 to 262144, or 0 for the default.");
    }

    private static void CheckRealtime(ResourceLimits limits, HostFacts? host)
    {
        if (limits.CpuRealtimePeriod is < 0) throw SettingsException.Invalid("resources.cpuRealtimePeriod", "The real-time period cannot be negative.");
        if (limits.CpuRealtimeRuntime is < 0) throw SettingsException.Invalid("resources.cpuRealtimeRuntime", "The real-time runtime cannot be negative.");
        if (limits.CpuRealtimePeriod is null or 0 && limits.CpuRealtimeRuntime is null or 0) return;
        if (host is { RealtimeCpu: false })
            throw SettingsException.Invalid("resources.cpuRealtimeRuntime", "Your kernel does not support CPU real-time scheduling by control group (version 2 never does); leave --cpu-rt-period and --cpu-rt-runtime out.");
        if (limits is { CpuRealtimeRuntime: > 0, CpuRealtimePeriod: > 0 } && limits.CpuRealtimeRuntime > limits.CpuRealtimePeriod)
            throw SettingsException.Invalid("resources.cpuRealtimeRuntime", "CPU real-time runtime cannot be higher than CPU real-time period.");
    }

    private static void CheckSet(string? list, string field, string what, string available)
    {
        if (string.IsNullOrEmpty(list)) return;
        IReadOnlySet<int> wanted = NumberList.Parse(list) ?? throw SettingsException.Invalid(field, $"Invalid value \"{list}\": give numbers and ranges such as 0-3,5.");
        if (available.Length > 0 && NumberList.Parse(available) is { } there && !wanted.IsSubsetOf(there))
            throw SettingsException.Invalid(field, $"Requested {what} are not available - requested {list}, available: {available}.");
    }
}
