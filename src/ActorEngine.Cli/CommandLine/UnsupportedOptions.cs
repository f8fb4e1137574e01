namespace ActorEngine.Cli.CommandLine;

/// <summary>Docker flags that this engine has no counterpart for, with what to do instead.</summary>
internal static class UnsupportedOptions
{
    private const string NoHealth = "this version of the engine runs no health checks.";
    private const string NoDeviceLimits = "this version of the engine limits no single block devices; --blkio-weight weighs all of them.";

    /// <summary>The error for a long name, or null when the name is simply unknown.</summary>
    public static UsageException? Find(Verb verb, string name) =>
        verb.Name is "run" or "create" && Reason(name) is { } reason ? new UsageException($"--{name}: {reason}") { Verb = verb.Name } : null;

    private static string? Reason(string name) => name switch
    {
        "link" => "containers of a network made with 'network create' find each other by name; use --network-alias for another one.",
        "ip6" or "link-local-ip" => "this version of the engine gives IPv4 addresses only; use --ip.",
        "gpus" => "this version of the engine hands out no GPUs; name the device nodes with --device.",
        "log-driver" => "the engine always writes its own log files; bound them with --log-opt max-size=SIZE.",
        "isolation" or "storage-opt" or "userns" or "annotation" or "device-cgroup-rule" => "this version of the engine cannot do that.",
        "cpu-rt-period" or "cpu-rt-runtime" or "kernel-memory" or "memory-swappiness" => "this version of the engine does not set that limit.",
        _ when name.StartsWith("health-", StringComparison.Ordinal) || name == "no-healthcheck" => NoHealth,
        _ when name.StartsWith("device-read-", StringComparison.Ordinal) || name.StartsWith("device-write-", StringComparison.Ordinal)
            || name == "blkio-weight-device" => NoDeviceLimits,
        _ => null,
    };
}
