using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Options;

/// <summary>Limits of CPU, memory and processes. The first group is also what update changes.</summary>
internal static class ResourceOptions
{
    /// <summary>Those that can change while a container runs.</summary>
    public static IReadOnlyList<Option> Changeable => ContainerOptions.Under("Limits",
        Option.Value("memory", "SIZE", "Most memory, such as 512m; at least 6m.", 'm'),
        Option.Value("memory-reservation", "SIZE", "Memory that is left to it when the host runs short."),
        Option.Value("memory-swap", "SIZE", "Most memory and swap together; -1 for no limit. Without it, twice --memory."),
        Option.Value("memory-swappiness", "NUMBER", "How willingly its memory is swapped out, 0 to 100; -1 as the host does. Control groups of version 1 only."),
        Option.Flag("oom-kill-disable", "Let it hang rather than be killed when memory runs out. Control groups of version 1 only."),
        Option.Value("oom-score-adj", "NUMBER", "Preference of the kernel's out-of-memory killer, -1000 to 1000."),
        Option.Value("cpus", "NUMBER", "CPUs it may use, a decimal such as 1.5."),
        Option.Value("cpu-shares", "NUMBER", "Relative weight when CPUs are scarce; the usual is 1024.", 'c'),
        Option.Value("cpu-period", "MICROSECONDS", "Length of a scheduling period."),
        Option.Value("cpu-quota", "MICROSECONDS", "CPU time in each period; -1 for no limit."),
        Option.Value("cpu-rt-period", "MICROSECONDS", "Length of a period of real-time scheduling. Control groups of version 1 only."),
        Option.Value("cpu-rt-runtime", "MICROSECONDS", "Real-time scheduling in each such period, out of what the setting containers.realtime-runtime allows."),
        Option.Value("cpuset-cpus", "LIST", "CPUs it may run on, such as 0-3 or 0,2."),
        Option.Value("cpuset-mems", "LIST", "Memory nodes it may use."),
        Option.Value("pids-limit", "NUMBER", "Most processes and threads; -1 for no limit."),
        Option.Value("blkio-weight", "NUMBER", "Relative weight of block I/O, 10 to 1000; 0 for the usual."),
        Option.List("blkio-weight-device", "DEVICE:NUMBER", "The same for one device."),
        Option.List("device-read-bps", "DEVICE:SIZE", "Most bytes read from a device in a second, such as /dev/sda:1mb; 0 for no limit."),
        Option.List("device-write-bps", "DEVICE:SIZE", "Most bytes written to a device in a second."),
        Option.List("device-read-iops", "DEVICE:NUMBER", "Most reads from a device in a second."),
        Option.List("device-write-iops", "DEVICE:NUMBER", "Most writes to a device in a second."));

    public static IReadOnlyList<Option> Table =>
    [
        .. Changeable,
        .. ContainerOptions.Under("Limits",
            Option.List("ulimit", "NAME=SOFT[:HARD]", "Limit of setrlimit(2), such as nofile=1024:4096; -1 for no limit.")),
    ];

    /// <summary>Limits from either table; /dev/shm where the verb has it.</summary>
    public static ResourceLimits Read(Arguments arguments)
    {
        var limits = new ResourceLimits
        {
            Memory = arguments.Number("memory", Sizes.Parse),
            MemoryReservation = arguments.Number("memory-reservation", Sizes.Parse),
            MemorySwap = arguments.Number("memory-swap", Sizes.ParseOrUnlimited),
            MemorySwappiness = arguments.Number("memory-swappiness", text => (long)Numbers.Within(text, -1, 100)),
            OomKillDisable = arguments.FlagOrNull("oom-kill-disable"),
            OomScoreAdj = arguments.Number("oom-score-adj", text => Numbers.Within(text, -1000, 1000)),
            NanoCpus = arguments.Number("cpus", Numbers.Cpus),
            CpuShares = arguments.Number("cpu-shares", Numbers.Long),
            CpuPeriod = arguments.Number("cpu-period", Numbers.Long),
            CpuQuota = arguments.Number("cpu-quota", Numbers.Long),
            CpuRealtimePeriod = arguments.Number("cpu-rt-period", Numbers.Long),
            CpuRealtimeRuntime = arguments.Number("cpu-rt-runtime", Numbers.Long),
            CpusetCpus = arguments.Value("cpuset-cpus", Set),
            CpusetMems = arguments.Value("cpuset-mems", Set),
            PidsLimit = arguments.Number("pids-limit", Numbers.Long),
            BlkioWeight = arguments.Number("blkio-weight", text => text == "0" ? 0 : Numbers.Within(text, 10, 1000)),
            BlkioWeightDevices = Devices(arguments, "blkio-weight-device", text => text == "0" ? 0 : Numbers.Within(text, 10, 1000)),
            DeviceReadBps = Devices(arguments, "device-read-bps", Sizes.Parse),
            DeviceWriteBps = Devices(arguments, "device-write-bps", Sizes.Parse),
            DeviceReadIops = Devices(arguments, "device-read-iops", text => Numbers.Count(text)),
            DeviceWriteIops = Devices(arguments, "device-write-iops", text => Numbers.Count(text)),
        };
        if (limits.NanoCpus is not null && (limits.CpuPeriod ?? limits.CpuQuota) is not null)
            throw arguments.Wrong("cpus", "it sets the same limit as --cpu-period and --cpu-quota; leave one of them out.");
        if (limits is { MemorySwap: > 0, Memory: { } memory } && limits.MemorySwap < memory)
            throw arguments.Wrong("memory-swap", "it counts memory and swap together, so it cannot be below --memory.");
        return arguments.Verb.Find("shm-size") is null ? limits : limits with { ShmSize = arguments.Number("shm-size", Sizes.Parse) };
    }

    private static IReadOnlyList<DeviceLimit>? Devices(Arguments arguments, string name, Func<string, long> number) =>
        arguments.Has(name) ? arguments.List(name, text => SmallSyntax.DeviceLimit(text, number)) : null;

    private static string Set(string text) => text.Length > 0 && text.All(letter => char.IsAsciiDigit(letter) || letter is ',' or '-')
        ? text
        : throw new FormatException($"'{text}' is not a list of numbers; write one like 0-3 or 0,2.");
}
