using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>Everything that a container's journal tells of it. Immutable; <see cref="Apply(IContainerEvent)"/> makes the next one. Also the snapshot.</summary>
internal sealed partial record ContainerState
{
    public ContainerId Id { get; init; }
    public string Name { get; init => field = value ?? ""; } = "";
    public ContainerSettings? Settings { get; init; }
    public Digest ImageId { get; init; }
    public string ImageName { get; init => field = value ?? ""; } = "";
    public ImageConfiguration ImageConfiguration { get; init => field = value ?? new(); } = new();
    public DateTimeOffset CreatedAt { get; init; }
    public ContainerStatus Status { get; init; }

    /// <summary>How often a start was tried; the number of the current or last run.</summary>
    public int Run { get; init; }

    /// <summary>The main process of the current run; null while there is none.</summary>
    public RunningProcess? Process { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public ExitStatus? Exit { get; init; }

    /// <summary>When the run before this one ended.</summary>
    public DateTimeOffset? LastFinishedAt { get; init; }

    /// <summary>Kills for want of memory in this run; told by the shim while it runs, journalled with its exit.</summary>
    public long OutOfMemoryKills { get; init; }
    public LogPosition? FinalLog { get; init; }

    /// <summary>Why the last start failed, or why it is dead.</summary>
    public string Error { get; init => field = value ?? ""; } = "";

    /// <summary>A person wanted it to stop; cleared by the next start.</summary>
    public bool StopWanted { get; init; }

    /// <summary>What the health check of the current run said last; null where there is none. A container that does not run is not healthy.</summary>
    public HealthStatus? Health { get; init; }

    /// <summary>The stop in progress is the restart policy's, since the container is unhealthy.</summary>
    public bool UnhealthyStop { get; init; }

    /// <summary>Start again when the stop is done.</summary>
    public bool StartAfterStop { get; init; }
    public RestartHistory Restarts { get; init; }
    public DateTimeOffset? RestartDue { get; init; }

    /// <summary>The newest starts and restarts that were begun; asked for again, they are not done again.</summary>
    public IReadOnlyList<string> Operations { get; init => field = value ?? []; } = [];

    /// <summary>What the stop in progress sends first, and when it kills.</summary>
    public StopOrder? Stop { get; init; }

    /// <summary>It was journalled as created; before that there is nothing to show.</summary>
    public bool Exists => Settings is not null;

    /// <summary>The main process is alive as far as the journal knows.</summary>
    public bool HasProcess => Process is not null;

    /// <summary>Its anonymous volumes are removed with it.</summary>
    public bool RemoveVolumes { get; init; }

    /// <summary>Removed as soon as it has exited.</summary>
    public bool AutoRemove => Settings is { AutoRemove: true };
}

/// <summary>A main process and who started it.</summary>
/// <param name="StartTime">Clock ticks after boot (field 22 of /proc/PID/stat).</param>
/// <param name="BootId">/proc/sys/kernel/random/boot_id at that time; pids of another boot mean nothing.</param>
internal sealed record RunningProcess(int Pid, ulong StartTime, int ShimPid, string BootId, string Runtime, string CgroupPath);

/// <summary>A stop in progress.</summary>
internal sealed record StopOrder(string Signal, int TimeoutSeconds);
