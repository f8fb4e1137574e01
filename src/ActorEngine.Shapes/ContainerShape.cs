using ActorEngine.Contracts;

namespace ActorEngine.Shapes;

/// <summary>What inspect shows of a container, in the shape of the Docker Engine API, so that templates written for it fit.</summary>
internal static class ContainerShape
{
    public static Fields Of(ContainerInspection container) => new()
    {
        ["Id"] = container.Id.Value,
        ["Created"] = Human.Rfc3339(container.CreatedAt),
        ["Path"] = container.Arguments.Count > 0 ? container.Arguments[0] : "",
        ["Args"] = container.Arguments.Skip(1).ToList(),
        ["State"] = State(container.State),
        ["Image"] = container.ImageId.Value ?? "",
        ["ResolvConfPath"] = container.ResolvConfPath,
        ["HostnamePath"] = container.HostnamePath,
        ["HostsPath"] = container.HostsPath,
        ["LogPath"] = container.LogPath,
        ["LogDelivery"] = LogShape.Delivery(container.LogDelivery),
        ["Name"] = "/" + container.Name,
        ["RestartCount"] = container.RestartCount,
        ["Driver"] = "overlayfs",
        ["Platform"] = "linux",
        ["MountLabel"] = "",
        ["ProcessLabel"] = "",
        ["AppArmorProfile"] = Option(container.Settings, "apparmor="),
        ["ExecIDs"] = container.Execs.Count == 0 ? null : container.Execs.Select(exec => exec.Value).ToList(),
        ["HostConfig"] = HostConfigShape.Of(container),
        ["GraphDriver"] = new Fields
        {
            ["Data"] = Fields.Map([KeyValuePair.Create("MergedDir", container.RootPath)]),
            ["Name"] = "overlayfs",
        },
        ["Mounts"] = container.Mounts.Select(VolumeShape.Mount).ToList(),
        ["Config"] = ConfigShape.Of(container),
        ["NetworkSettings"] = NetworkSettingsShape.Of(container),
        ["DependsOn"] = container.Settings.DependsOn.Select(HealthShape.Of).ToList(),
        ["ActorPath"] = container.ActorPath,
        ["BundlePath"] = container.BundlePath,
        ["CgroupPath"] = container.CgroupPath,
    };

    private static Fields State(ContainerStateInfo state)
    {
        bool running = state.Status is ContainerStatus.Running or ContainerStatus.Pausing or ContainerStatus.Paused or ContainerStatus.Stopping;
        var fields = new Fields
        {
            ["Status"] = Words.Of(state.Status),
            ["Running"] = running,
            ["Paused"] = state.Status == ContainerStatus.Paused,
            ["Restarting"] = state.Status == ContainerStatus.Restarting,
            ["OOMKilled"] = state.Exit?.OutOfMemory ?? false,
            ["OOMKills"] = state.OutOfMemoryKills,
            ["Dead"] = state.Status == ContainerStatus.Dead,
            ["Pid"] = state.Pid,
            ["ExitCode"] = running ? 0 : state.Exit?.Code ?? 0,
            ["ExitCodeKnown"] = running || (state.Exit?.Known ?? true),
            ["Error"] = state.Error,
            ["StartedAt"] = Human.Rfc3339(state.StartedAt),
            ["FinishedAt"] = Human.Rfc3339(state.FinishedAt ?? state.Exit?.FinishedAt),
            ["ShimPid"] = state.ShimPid,
            ["WaitingFor"] = state.WaitingFor,
            ["Recovering"] = state.Recovering,
        };
        if (state.Health is { } health) fields["Health"] = HealthShape.Of(health);
        return fields;
    }

    private static string Option(ContainerSettings settings, string key) =>
        settings.SecurityOptions.FirstOrDefault(option => option.StartsWith(key, StringComparison.Ordinal))?[key.Length..] ?? "";
}
