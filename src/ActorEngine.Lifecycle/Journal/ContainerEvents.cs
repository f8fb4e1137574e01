using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>What the journal of one container holds. Own types, apart from the messages; fields are only ever added.</summary>
internal interface IContainerEvent
{
    /// <summary>When it was written (UTC).</summary>
    DateTimeOffset Time { get; }
}

/// <summary>The container exists: what was asked for, and what the image said at that time.</summary>
internal sealed record CreatedEvent(
    DateTimeOffset Time, ContainerId Id, string Name, ContainerSettings Settings, Digest ImageId, string ImageName, ImageConfiguration ImageConfiguration) : IContainerEvent
{
    /// <summary>Which engine-wide runtime name was resolved at creation; empty = the default of each start.</summary>
    public string Runtime { get; init => field = value ?? ""; } = "";
}

/// <summary>Intent: run number <paramref name="Run"/> is about to begin.</summary>
internal sealed record StartRequestedEvent(DateTimeOffset Time, int Run) : IContainerEvent
{
    /// <summary>Started by the restart policy, not by a person.</summary>
    public bool ByPolicy { get; init; }

    /// <summary>What asked for it; empty where that has no id.</summary>
    public string Operation { get; init => field = value ?? ""; } = "";
}

/// <summary>The main process runs. Pid and start time together name it for ever, within one boot of the host.</summary>
internal sealed record StartedEvent(DateTimeOffset Time, int Run, int Pid, ulong PidStartTime, int ShimPid, string BootId) : IContainerEvent
{
    /// <summary>The OCI runtime that started it, and must stop and delete it.</summary>
    public string Runtime { get; init => field = value ?? ""; } = "";

    /// <summary>The path given as cgroupsPath.</summary>
    public string CgroupPath { get; init => field = value ?? ""; } = "";
}

/// <summary>The main process could not be started.</summary>
internal sealed record StartFailedEvent(DateTimeOffset Time, int Run, string Error, int ExitCode) : IContainerEvent;

/// <summary>A fresh shim took the place of one that died.</summary>
internal sealed record AdoptedEvent(DateTimeOffset Time, int ShimPid) : IContainerEvent;

/// <summary>Intent: the main process is being stopped.</summary>
internal sealed record StopRequestedEvent(DateTimeOffset Time) : IContainerEvent
{
    /// <summary>Start it again after the exit.</summary>
    public bool ThenStart { get; init; }

    /// <summary>Name of the signal that is sent first.</summary>
    public string Signal { get; init => field = value ?? ""; } = "";

    /// <summary>Seconds until SIGKILL; -1 = never.</summary>
    public int TimeoutSeconds { get; init; }

    /// <summary>It is unhealthy, and its restart policy has it started again after the exit.</summary>
    public bool Unhealthy { get; init; }

    /// <summary>The restart that it is the first half of; empty where that has no id.</summary>
    public string Operation { get; init => field = value ?? ""; } = "";
}

/// <summary>Intent: a person sent a signal that counts as a wish to stop; the restart policy heeds it.</summary>
internal sealed record KillRequestedEvent(DateTimeOffset Time, int Signal) : IContainerEvent;

/// <summary>Intent: all processes are being frozen.</summary>
internal sealed record PauseRequestedEvent(DateTimeOffset Time) : IContainerEvent;

/// <summary>All processes are frozen.</summary>
internal sealed record PausedEvent(DateTimeOffset Time) : IContainerEvent;

/// <summary>Processes run again, or could not be frozen.</summary>
internal sealed record UnpausedEvent(DateTimeOffset Time) : IContainerEvent;

/// <summary>Run number <paramref name="Run"/> ended.</summary>
internal sealed record ExitedEvent(DateTimeOffset Time, int Run, int Code, bool Known, DateTimeOffset FinishedAt) : IContainerEvent
{
    public int Signal { get; init; }

    public bool OutOfMemory { get; init; }

    /// <summary>Processes of its control group that were killed for want of memory.</summary>
    public long OutOfMemoryKills { get; init; }

    /// <summary>Number of the log file that the run's output ended in, 0 where nothing was ever written; null = not known.</summary>
    public long? LogFile { get; init; }

    /// <summary>Bytes of that file that belong to the run.</summary>
    public long LogOffset { get; init; }
}

/// <summary>All output of run <paramref name="Run"/> lies before this place; written where the exit had to be told before that was known.</summary>
internal sealed record LogEndedEvent(DateTimeOffset Time, int Run, long LogFile, long LogOffset) : IContainerEvent;

/// <summary>The restart policy starts it again at <paramref name="Due"/>.</summary>
internal sealed record RestartScheduledEvent(DateTimeOffset Time, DateTimeOffset Due, int Restarts, long DelayMilliseconds) : IContainerEvent;

/// <summary>It has another name.</summary>
internal sealed record RenamedEvent(DateTimeOffset Time, string Name) : IContainerEvent;

/// <summary>Limits or restart policy changed; the values given are the whole new ones.</summary>
internal sealed record UpdatedEvent(DateTimeOffset Time, ResourceLimits Resources, RestartPolicy Restart) : IContainerEvent;

/// <summary>Intent: everything of it is being removed.</summary>
internal sealed record RemoveRequestedEvent(DateTimeOffset Time) : IContainerEvent
{
    /// <summary>Its anonymous volumes too.</summary>
    public bool Volumes { get; init; }
}

/// <summary>It could not be removed or recovered; only removal is left.</summary>
internal sealed record DiedEvent(DateTimeOffset Time, string Reason) : IContainerEvent;

/// <summary>The health check of run <paramref name="Run"/> has another answer.</summary>
internal sealed record HealthChangedEvent(DateTimeOffset Time, int Run, HealthStatus Health) : IContainerEvent;

/// <summary>A person called off a start that was waiting for other containers.</summary>
internal sealed record StartCancelledEvent(DateTimeOffset Time) : IContainerEvent;
