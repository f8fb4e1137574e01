using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>Paths of the kernel's that a container is kept from (runtime-spec config-linux.md#masked-paths, #readonly-paths).</summary>
public static class SystemPaths
{
    private static readonly string[] UsuallyMasked =
    [
        "/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/sched_debug", "/proc/scsi",
        "/proc/timer_list", "/proc/timer_stats", "/sys/devices/virtual/powercap", "/sys/firmware",
    ];

    private static readonly string[] UsuallyReadOnly = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

    /// <summary>Those that it cannot see into.</summary>
    public static IReadOnlyList<string> Masked(ContainerSettings settings) => settings.MaskedPaths ?? (IsOpen(settings) ? [] : UsuallyMasked);

    /// <summary>Those that it cannot write to.</summary>
    public static IReadOnlyList<string> ReadOnly(ContainerSettings settings) => settings.ReadOnlyPaths ?? (IsOpen(settings) ? [] : UsuallyReadOnly);

    private static bool IsOpen(ContainerSettings settings) => settings.Privileged || settings.SecurityOptions.Any(option => option is "systempaths=unconfined" or "systempaths:unconfined");
}
