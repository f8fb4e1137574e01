namespace ActorEngine.Cli.CommandLine;

/// <summary>Docker flags that this engine has no counterpart for, with what to do instead.</summary>
internal static class UnsupportedOptions
{
    private const string Windows = "containers of Windows only.";

    /// <summary>The error for a long name, or null when the name is simply unknown.</summary>
    public static UsageException? Find(Verb verb, string name) =>
        verb.Name switch { "run" or "create" => Reason(name), "update" => Fixed(name), _ => null } is { } reason
            ? new UsageException($"--{name}: {reason}") { Verb = verb.Name }
            : null;

    private static string? Reason(string name) => name switch
    {
        "link" => "containers of a network made with 'network create' find each other by name; use --network-alias for another one.",
        "link-local-ip" => "the kernel gives links their link-local addresses; use --ip or --ip6 for others.",
        "storage-opt" => "root file systems are overlays in one file system, which bounds none of them by itself; put that on a disk of its own, or write to a --tmpfs with a size.",
        "use-api-socket" => "bind the engine's socket by name where a program may be root on this machine: -v /run/actorengine/engine.sock:/run/actorengine/engine.sock.",
        "kernel-memory" => "no kernel limits it any more, and no engine does; --memory counts the kernel's memory too.",
        "cpu-count" or "cpu-percent" => Windows + " Use --cpus.",
        "io-maxbandwidth" or "io-maxiops" => Windows + " Use --device-read-bps, --device-write-iops and the like.",
        _ => null,
    };

    private static string? Fixed(string name) => name switch
    {
        "kernel-memory" => Reason(name),
        "ulimit" or "shm-size" or "device" or "device-cgroup-rule" or "gpus" or "cgroup-parent" or "cgroupns" or "privileged" or "cap-add" or "cap-drop" or "security-opt" or "env" or "label" or "volume" or "publish" =>
            "settled when a container is made; make a new one.",
        _ => null,
    };
}
