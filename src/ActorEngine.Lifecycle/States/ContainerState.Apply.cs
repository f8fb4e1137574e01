using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

internal sealed partial record ContainerState
{
    private const int OperationsRemembered = 16;

    /// <summary>The state after a journal event. Events that do not fit (a repeated exit, a stale run) change nothing.</summary>
    public ContainerState Apply(IContainerEvent change) => change switch
    {
        CreatedEvent e => Apply(e),
        StartRequestedEvent e => this with
        {
            Status = ContainerStatus.Starting,
            Run = e.Run,
            FinalLog = null,
            OutOfMemoryKills = 0,
            Error = "",
            StopWanted = false,
            StartAfterStop = false,
            UnhealthyStop = false,
            RestartDue = null,
            Restarts = e.ByPolicy ? Restarts : default,
            Operations = With(e.Operation),
        },
        StartedEvent e when e.Run == Run => this with
        {
            Status = ContainerStatus.Running,
            Process = new RunningProcess(e.Pid, e.PidStartTime, e.ShimPid, e.BootId, e.Runtime, e.CgroupPath),
            StartedAt = e.Time,
            Health = HealthPlan.Of(Settings, ImageConfiguration) is null ? null : HealthStatus.Starting,
            LastFinishedAt = Exit?.FinishedAt ?? LastFinishedAt,
            Exit = null,
            FinalLog = null,
        },
        StartFailedEvent e when e.Run == Run => this with
        {
            Status = StartedAt is null ? ContainerStatus.Created : ContainerStatus.Exited,
            Process = null,
            Error = e.Error,
            Exit = new ExitStatus(e.ExitCode) { FinishedAt = e.Time },
            // Whoever asks again tries again.
            Operations = [],
        },
        AdoptedEvent e => this with { Process = Process is { } process ? process with { ShimPid = e.ShimPid } : null },
        StopRequestedEvent e when Status == ContainerStatus.Restarting => this with
        {
            Status = ContainerStatus.Exited,
            StopWanted = !e.ThenStart,
            RestartDue = null,
        },
        StopRequestedEvent e => this with
        {
            Status = ContainerStatus.Stopping,
            StopWanted = !e.ThenStart && !e.Unhealthy,
            StartAfterStop = e.ThenStart,
            UnhealthyStop = e.Unhealthy,
            Operations = With(e.Operation),
            Stop = new StopOrder(e.Signal, e.TimeoutSeconds),
        },
        KillRequestedEvent => this with { StopWanted = true, StartAfterStop = false },
        PauseRequestedEvent => this with { Status = ContainerStatus.Pausing },
        PausedEvent => this with { Status = ContainerStatus.Paused },
        UnpausedEvent => this with { Status = ContainerStatus.Running },
        ExitedEvent e when e.Run == Run && Process is not null => Apply(e),
        LogEndedEvent e when e.Run == Run && Process is null => this with { FinalLog = new LogPosition(e.LogFile, e.LogOffset) },
        RestartScheduledEvent e => this with
        {
            Status = ContainerStatus.Restarting,
            RestartDue = e.Due,
            Restarts = new RestartHistory(e.Restarts, e.DelayMilliseconds),
        },
        HealthChangedEvent e when e.Run == Run && Process is not null && Health is not null => this with { Health = e.Health },
        StartCancelledEvent => this with
        {
            Status = Status == ContainerStatus.Restarting ? ContainerStatus.Exited : Status,
            StopWanted = true,
            StartAfterStop = false,
            RestartDue = null,
        },
        RenamedEvent e => this with { Name = e.Name },
        UpdatedEvent e => this with { Settings = Settings is { } s ? s with { Resources = e.Resources, Restart = e.Restart } : null },
        RemoveRequestedEvent e => this with { RemoveVolumes = RemoveVolumes || e.Volumes, Status = ContainerStatus.Removing, RestartDue = null, StartAfterStop = false },
        DiedEvent e => this with { Status = ContainerStatus.Dead, Error = e.Reason, RestartDue = null },
        _ => this,
    };

    private ContainerState Apply(CreatedEvent e) => this with
    {
        Id = e.Id,
        Name = e.Name,
        Settings = e.Settings,
        ImageId = e.ImageId,
        ImageName = e.ImageName,
        ImageConfiguration = e.ImageConfiguration,
        CreatedAt = e.Time,
        Status = ContainerStatus.Created,
    };

    private ContainerState Apply(ExitedEvent e) => this with
    {
        Status = ContainerStatus.Exited,
        Process = null,
        Stop = null,
        Health = Health is null ? null : HealthStatus.Unhealthy,
        Exit = new ExitStatus(e.Code, e.Known) { Signal = e.Signal, OutOfMemory = e.OutOfMemory, OutOfMemoryKills = e.OutOfMemoryKills, FinishedAt = e.FinishedAt },
        OutOfMemoryKills = Math.Max(OutOfMemoryKills, e.OutOfMemoryKills),
        FinalLog = e.LogFile is { } file ? new LogPosition(file, e.LogOffset) : null,
    };

    private IReadOnlyList<string> With(string operation) =>
        operation.Length == 0 ? Operations : [.. Operations.Skip(Math.Max(0, Operations.Count - OperationsRemembered + 1)), operation];
}
