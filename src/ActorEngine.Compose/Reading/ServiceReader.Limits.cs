using ActorEngine.Cli.Values;
using ActorEngine.Compose.Merging;
using ActorEngine.Compose.Yaml;
using ActorEngine.Contracts;

namespace ActorEngine.Compose.Reading;

internal sealed partial class ServiceReader
{
    private ContainerSettings Rights(ContainerSettings settings) => settings with
    {
        Privileged = fields.Is("privileged"),
        ReadOnlyRoot = fields.Is("read_only"),
        CapAdd = fields.Each("cap_add", text => text.ToUpperInvariant()),
        CapDrop = fields.Each("cap_drop", text => text.ToUpperInvariant()),
        SecurityOptions = fields.Each("security_opt", SecurityOption),
        Devices = fields.Each("devices", SmallSyntax.Device),
        DeviceRules = fields.Each("device_cgroup_rules", SmallSyntax.DeviceRule),
        Sysctls = fields.Map("sysctls"),
        Ulimits = Ulimits(fields),
    };

    private ContainerSettings Limits(ContainerSettings settings)
    {
        string cpuset = fields.Text("cpuset") ?? "";
        return settings with
        {
            Resources = new ResourceLimits
            {
                Memory = fields.Parsed("mem_limit", Sizes.Parse),
                MemoryReservation = fields.Parsed("mem_reservation", Sizes.Parse),
                MemorySwap = fields.Parsed("memswap_limit", Sizes.ParseOrUnlimited),
                MemorySwappiness = fields.Parsed("mem_swappiness", Numbers.Long),
                NanoCpus = fields.Parsed("cpus", Numbers.Cpus),
                CpuShares = fields.Parsed("cpu_shares", Numbers.Long),
                CpuPeriod = fields.Parsed("cpu_period", Microseconds),
                CpuQuota = fields.Parsed("cpu_quota", Microseconds),
                CpuRealtimePeriod = fields.Parsed("cpu_rt_period", Microseconds),
                CpuRealtimeRuntime = fields.Parsed("cpu_rt_runtime", Microseconds),
                CpusetCpus = cpuset.Length > 0 ? cpuset : null,
                PidsLimit = fields.Parsed("pids_limit", Numbers.Long),
                OomScoreAdj = fields.Parsed("oom_score_adj", text => Numbers.Within(text, -1000, 1000)),
                OomKillDisable = fields.Flag("oom_kill_disable"),
                ShmSize = fields.Parsed("shm_size", Sizes.Parse),
            },
            CgroupParent = fields.Text("cgroup_parent"),
            CgroupNamespace = fields.Text("cgroup"),
        };
    }

    /// <summary>A number of microseconds, or a duration.</summary>
    private static long Microseconds(string text) => long.TryParse(text, out long plain) ? plain : Scalars.Nanoseconds(text) / 1000;

    internal static IReadOnlyList<Ulimit> Ulimits(Fields fields)
    {
        var found = new List<Ulimit>();
        foreach (var (key, _, value) in fields.Entries("ulimits"))
        {
            string attribute = $"ulimits.{key}";
            if (value is TextNode text)
            {
                found.Add(fields.Parse(attribute, value, $"{key}={text.Text}", SmallSyntax.Ulimit));
                continue;
            }

            var inner = new Fields(value, $"{fields.Path}.{attribute}");
            string soft = inner.Text("soft") ?? throw inner.Wrong("", value, "'soft' is missing"), hard = inner.Text("hard") ?? throw inner.Wrong("", value, "'hard' is missing");
            inner.Done();
            found.Add(fields.Parse(attribute, value, $"{key}={soft}:{hard}", SmallSyntax.Ulimit));
        }

        return found;
    }

    /// <summary>A profile file is read here: the engine may not see the client's files.</summary>
    private string SecurityOption(string text)
    {
        int at = text.IndexOfAny([':', '=']);
        if (at < 0) return text;
        string key = text[..at], value = text[(at + 1)..];
        if (key == "no-new-privileges") return $"{key}:{value}";
        if (key != "seccomp" || value is "unconfined" or "builtin" or "native" || value.StartsWith('{')) return $"{key}={value}";
        string path = RelativePaths.Absolute(value, scope.Directory);
        return $"seccomp={scope.Files.Read(path) ?? throw new FormatException($"there is no file {path}")}";
    }
}
