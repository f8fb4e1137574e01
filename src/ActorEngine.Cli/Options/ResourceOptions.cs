using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Options;

/// <summary>Limits of CPU, memory and processes. The first group is also what update changes.</summary>
internal static class ResourceOptions
{
    /// <summary>Those that can change while a container runs.</summary>
    public static IReadOnlyList<Option> Changeable => ContainerOptions.Under("Limits",
        Option.Value("memory", "SIZE", "Most memory, such as 512m.", 'm'),
        Option.Value("memory-reservation", "SIZE", "Memory that is left to it when the host runs short."),
        Option.Value("memory-swap", "SIZE", "Most memory and swap together; -1 for no limit."),
        Option.Value("cpus", "NUMBER", "CPUs it may use, a decimal such as 1.5."),
        Option.Value("cpu-shares", "NUMBER", "Relative weight when CPUs are scarce; the usual is 1024.", 'c'),
        Option.Value("cpu-period", "MICROSECONDS", "Length of a scheduling period."),
        Option.Value("cpu-quota", "MICROSECONDS", "CPU time in each period."),
        Option.Value("cpuset-cpus", "LIST", "CPUs it may run on, such as 0-3 or 0,2."),
        Option.Value("cpuset-mems", "LIST", "Memory nodes it may use."),
        Option.Value("pids-limit", "NUMBER", "Most processes and threads; -1 for no limit."),
        Option.Value("blkio-weight", "NUMBER", "Relative weight of block I/O, 10 to 1000."));

    public static IReadOnlyList<Option> Table =>
    [
        .. Changeable,
        .. ContainerOptions.Under("Limits",
            Option.Value("oom-score-adj", "NUMBER", "Preference of the kernel's out-of-memory killer, -1000 to 1000."),
            Option.Flag("oom-kill-disable", "Let it hang rather than be killed when memory runs out."),
            Option.List("ulimit", "NAME=SOFT[:HARD]", "Limit of setrlimit(2), such as nofile=1024:4096.")),
    ];

    /// <summary>Limits from either table; /dev/shm where the verb has it.</summary>
    public static ResourceLimits Read(Arguments arguments)
    {
        var limits = new ResourceLimits
        {
            Memory = arguments.Number("memory", Sizes.Parse),
            MemoryReservation = arguments.Number("memory-reservation", Sizes.Parse),
            MemorySwap = arguments.Number("memory-swap", Sizes.ParseOrUnlimited),
            NanoCpus = arguments.Number("cpus", Numbers.Cpus),
            CpuShares = arguments.Number("cpu-shares", Numbers.Long),
            CpuPeriod = arguments.Number("cpu-period", Numbers.Long),
            CpuQuota = arguments.Number("cpu-quota", Numbers.Long),
            CpusetCpus = arguments.Value("cpuset-cpus", Set),
            CpusetMems = arguments.Value("cpuset-mems", Set),
            PidsLimit = arguments.Number("pids-limit", Numbers.Long),
            BlkioWeight = arguments.Number("blkio-weight", text => text == "0" ? 0 : Numbers.Within(text, 10, 1000)),
        };
        if (limits.NanoCpus is not null && (limits.CpuPeriod ?? limits.CpuQuota) is not null)
            throw arguments.Wrong("cpus", "it sets the same limit as --cpu-period and --cpu-quota; leave one of them out.");
        if (limits is { MemorySwap: > 0, Memory: { } memory } && limits.MemorySwap < memory)
            throw arguments.Wrong("memory-swap", "it counts memory and swap together, so it cannot be below --memory.");
        return arguments.Verb.Find("oom-score-adj") is null ? limits : limits with
        {
            OomScoreAdj = arguments.Number("oom-score-adj", text => Numbers.Within(text, -1000, 1000)),
            OomKillDisable = arguments.FlagOrNull("oom-kill-disable"),
            ShmSize = arguments.Number("shm-size", Sizes.Parse),
        };
    }

    private static string Set(string text) => text.Length > 0 && text.All(letter => char.IsAsciiDigit(letter) || letter is ',' or '-')
        ? text
        : throw new FormatException($"'{text}' is not a list of numbers; write one like 0-3 or 0,2.");
}
