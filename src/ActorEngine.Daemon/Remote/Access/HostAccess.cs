using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>Which settings give a container something of the host that a plain container does not have.</summary>
internal static class HostAccess
{
    /// <summary>Limits that put the container before the rest of the host.</summary>
    public static string? Of(ResourceLimits limits) =>
        limits is { OomScoreAdj: < 0 } or { OomKillDisable: true } or { CpuRealtimeRuntime: > 0 } ? "resources" : null;

    /// <summary>The first such setting, by its name in the contract; null where there is none.</summary>
    public static string? Of(ContainerSettings settings) => settings switch
    {
        { Privileged: true } => "privileged",
        { CapAdd.Count: > 0 } => "capAdd",
        { SecurityOptions.Count: > 0 } => "securityOptions",
        { MaskedPaths: not null } => "maskedPaths",
        { ReadOnlyPaths: not null } => "readOnlyPaths",
        { Devices.Count: > 0 } => "devices",
        { DeviceRules.Count: > 0 } => "deviceRules",
        { Gpus.Count: > 0 } => "gpus",
        // The engine would send bytes of the container's choice to sockets of the host's.
        { Log.Driver: not (null or "" or "local" or "json-file" or "none") } => "log",
        _ when settings.Log.Options.Keys.Any(option => option.StartsWith("syslog-", StringComparison.Ordinal) || option.StartsWith("otlp-", StringComparison.Ordinal)) => "log",
        // Runtimes take orders in annotations: other filters, other programs.
        { Annotations.Count: > 0 } => "annotations",
        { UserNamespace: not (null or "") } => "userNamespace",
        { EnvironmentFiles.Count: > 0 } => "environmentFiles",
        { Sysctls.Count: > 0 } => "sysctls",
        { Network: "host" } => "network",
        // Another container's network may be the host's.
        _ when settings.Network.StartsWith("container:", StringComparison.Ordinal) => "network",
        // What listens at the host's addresses is the host's.
        { Ports.Count: > 0 } or { PublishAll: true } => "ports",
        { PidMode: not (null or "" or "private") } => "pidMode",
        { IpcMode: not (null or "" or "private") } => "ipcMode",
        { UtsMode: not (null or "" or "private") } => "utsMode",
        { CgroupNamespace: not (null or "" or "private") } => "cgroupNamespace",
        { CgroupParent: not (null or "") } => "cgroupParent",
        { Runtime: not (null or "") } => "runtime",
        _ when Of(settings.Resources) is { } limit => limit,
        { Ulimits.Count: > 0 } => "ulimits",
        // Another container's binds are the host's directories.
        { VolumesFrom.Count: > 0 } => "volumesFrom",
        _ when settings.Mounts.Any(mount => mount.Kind == MountKind.Bind || mount.VolumeOptions.Count > 0) => "mounts",
        _ => null,
    };
}
