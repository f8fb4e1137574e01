using ActorEngine.Contracts;
using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Containers;

/// <summary>The parts of HostConfig that are neither mounts nor networks nor ports.</summary>
internal static class HostMapping
{
    public static ContainerSettings Apply(ContainerSettings settings, HostConfigBody host, ApiVersion version) => settings with
    {
        Groups = Texts.Of(host.GroupAdd),
        ReadOnlyRoot = host.ReadonlyRootfs ?? false,
        Privileged = host.Privileged ?? false,
        CapAdd = Texts.Of(host.CapAdd),
        CapDrop = Texts.Of(host.CapDrop),
        SecurityOptions = Texts.Of(host.SecurityOpt),
        MaskedPaths = host.MaskedPaths is null ? null : Texts.Of(host.MaskedPaths),
        ReadOnlyPaths = host.ReadonlyPaths is null ? null : Texts.Of(host.ReadonlyPaths),
        Ulimits = ResourceMapping.Ulimits(host),
        Resources = ResourceMapping.Limits(host) with
        {
            // No bound is what a container without one has.
            PidsLimit = host.PidsLimit is > 0 ? host.PidsLimit : null,
            OomScoreAdj = host.OomScoreAdj is 0 ? null : host.OomScoreAdj,
            ShmSize = host.ShmSize is 0 ? null : host.ShmSize,
        },
        Restart = RestartMapping.Of(host.RestartPolicy),
        Init = host.Init,
        Runtime = Texts.OrNull(host.Runtime),
        PublishAll = host.PublishAllPorts ?? false,
        VolumesFrom = Texts.Of(host.VolumesFrom),
        VolumeDriver = Texts.OrNull(host.VolumeDriver),
        Devices = ResourceMapping.Devices(host),
        DeviceRules = Texts.Of(host.DeviceCgroupRules),
        Gpus = DeviceRequests.Of(host),
        Sysctls = Texts.Of(host.Sysctls),
        ExtraHosts = Texts.Of(host.ExtraHosts),
        Dns = Texts.Of(host.Dns),
        DnsSearch = Texts.Of(host.DnsSearch),
        DnsOptions = Texts.Of(host.DnsOptions),
        PidMode = Texts.OrNull(host.PidMode),
        // Before 1.40 the namespace could be joined unless it was said otherwise.
        IpcMode = Texts.OrNull(host.IpcMode) ?? (version.Has(1, 40) ? null : "shareable"),
        UtsMode = Texts.OrNull(host.UTSMode),
        UserNamespace = Texts.OrNull(host.UsernsMode),
        CgroupNamespace = Texts.OrNull(host.CgroupnsMode),
        CgroupParent = Texts.OrNull(host.CgroupParent),
        Annotations = version.Has(1, 43) ? Texts.Of(host.Annotations) : settings.Annotations,
        AutoRemove = host.AutoRemove ?? false,
        ContainerIdFile = Texts.OrNull(host.ContainerIDFile),
        ConsoleRows = version.Has(1, 42) && host.ConsoleSize is [var rows, _] ? rows : 0,
        ConsoleColumns = version.Has(1, 42) && host.ConsoleSize is [_, var columns] ? columns : 0,
        Log = new LogSettings { Driver = Texts.OrNull(host.LogConfig?.Type), Options = Texts.Of(host.LogConfig?.Config) },
    };
}
