using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Lifecycle;

/// <summary>Makes what readers see out of a container's state.</summary>
internal static class ContainerViews
{
    public static ContainerView Of(ContainerState state, ContainerPaths paths, string actorPath, IReadOnlyList<ExecId> execs, bool recovering = false, HealthRecord? health = null, string waitingFor = "")
    {
        ContainerSettings settings = state.Settings ?? throw new InvalidOperationException("A container that was never created has no view.");
        IReadOnlyList<string> arguments = Arguments(settings, state.ImageConfiguration);
        var summary = new ContainerSummary
        {
            Id = state.Id,
            Name = state.Name,
            Image = state.ImageName,
            ImageId = state.ImageId,
            Command = string.Join(' ', arguments),
            Status = state.Status,
            CreatedAt = state.CreatedAt,
            StartedAt = state.StartedAt,
            Exit = state.Exit,
            Labels = Labels(settings, state.ImageConfiguration),
            Network = settings.Network,
            Mounts = [.. settings.Mounts.Select(mount => mount.Source.Length > 0 ? mount.Source : mount.Target)],
            RestartCount = state.Restarts.Count,
            Health = state.Health,
            WaitingFor = waitingFor,
            Recovering = recovering,
        };
        ContainerInspection inspection = Inspect(state, settings, paths, arguments, actorPath, execs, recovering);
        if (state.Health is not null || waitingFor.Length > 0)
            inspection = inspection with { State = inspection.State with { Health = HealthOf(state.Health, health), WaitingFor = waitingFor } };
        return new ContainerView(summary, inspection)
        {
            LogDirectory = paths.LogDirectory,
            FinalLogPosition = state.HasProcess || state.Status == ContainerStatus.Starting ? null : state.FinalLog,
            Run = state.Run,
        };
    }

    /// <summary>What is shown of a container whose own journal has not been read yet.</summary>
    public static ContainerView Of(IndexEntry entry, ContainerPaths paths, string actorPath)
    {
        ContainerSummary summary = entry.Note?.Summary ?? new ContainerSummary
        {
            Id = entry.Id,
            Name = entry.Name,
            Image = entry.Image,
            CreatedAt = entry.CreatedAt,
        };
        summary = summary with { Name = entry.Name, Recovering = true };
        var inspection = new ContainerInspection
        {
            Id = entry.Id,
            Name = entry.Name,
            CreatedAt = summary.CreatedAt,
            State = new ContainerStateInfo { Status = summary.Status, Pid = entry.Note?.Pid ?? 0, StartedAt = summary.StartedAt, Exit = summary.Exit, Health = HealthOf(summary.Health, null), Recovering = true },
            ImageId = summary.ImageId,
            Settings = new ContainerSettings { Image = new ImageReference(summary.Image), Labels = summary.Labels, Network = summary.Network },
            ActorPath = actorPath,
        };
        return new ContainerView(summary, inspection) { LogDirectory = paths.LogDirectory, Run = entry.Note?.Run ?? 0 };
    }

    /// <summary>Entrypoint and command as Docker joins them.</summary>
    public static IReadOnlyList<string> Arguments(ContainerSettings settings, ImageConfiguration image)
    {
        bool replaced = settings.Entrypoint is { Count: > 0 };
        IEnumerable<string> entrypoint = settings.Entrypoint?.Where(part => part.Length > 0) ?? image.Entrypoint;
        IReadOnlyList<string> command = settings.Command.Count > 0 || replaced ? settings.Command : image.Command;
        return [.. entrypoint, .. command];
    }

    private static ContainerHealth? HealthOf(HealthStatus? status, HealthRecord? found) => status is { } known
        ? new ContainerHealth { Status = known, FailingStreak = found?.FailingStreak ?? 0, Log = found?.Log ?? [] }
        : null;

    private static IReadOnlyDictionary<string, string> Labels(ContainerSettings settings, ImageConfiguration image)
    {
        if (image.Labels.Count == 0) return settings.Labels;
        var labels = new Dictionary<string, string>(image.Labels);
        foreach ((string key, string value) in settings.Labels) labels[key] = value;
        return labels;
    }

    private static ContainerInspection Inspect(
        ContainerState state, ContainerSettings settings, ContainerPaths paths, IReadOnlyList<string> arguments, string actorPath, IReadOnlyList<ExecId> execs, bool recovering) => new()
    {
        Id = state.Id,
        Name = state.Name,
        CreatedAt = state.CreatedAt,
        Arguments = arguments,
        State = new ContainerStateInfo
        {
            Status = state.Status,
            Pid = state.Process?.Pid ?? 0,
            ShimPid = state.Process?.ShimPid ?? 0,
            StartedAt = state.StartedAt,
            Exit = state.Exit,
            FinishedAt = state.Exit?.FinishedAt ?? state.LastFinishedAt,
            OutOfMemoryKills = state.OutOfMemoryKills,
            Error = state.Error,
            Recovering = recovering,
        },
        ImageId = state.ImageId,
        Settings = settings,
        ImageConfiguration = state.ImageConfiguration,
        Runtime = state.Process?.Runtime ?? settings.Runtime ?? "",
        RestartCount = state.Restarts.Count,
        LogPath = LogPlaces.Shown(state.Id, settings.Log, paths),
        BundlePath = paths.RunDirectory,
        RootPath = paths.Rootfs,
        CgroupPath = state.Process?.CgroupPath ?? "",
        HostsPath = paths.Hosts,
        HostnamePath = paths.Hostname,
        ResolvConfPath = paths.ResolvConf,
        MaskedPaths = SystemPaths.Masked(settings),
        ReadOnlyPaths = SystemPaths.ReadOnly(settings),
        Execs = execs,
        ActorPath = actorPath,
    };
}
