namespace ActorEngine.Lifecycle;

/// <summary>The lifecycle's part of the engine's configuration; the daemon fills it from HOCON.</summary>
public sealed record LifecycleSettings
{
    /// <summary>What outlives a reboot; containers are below <c>containers/</c>.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>What does not: bundles, mount points, sockets; containers are below <c>containers/</c>.</summary>
    public required string RunDirectory { get; init; }

    /// <summary>Path of the <c>actor-shim</c> program.</summary>
    public required string ShimPath { get; init; }

    /// <summary>What <c>default</c> means as a container's network.</summary>
    public string DefaultNetwork { get; init; } = "none";

    /// <summary>How restarts are spaced.</summary>
    public BackoffSettings Backoff { get; init; } = new();

    /// <summary>Bytes of a log file before the next one is begun, where a container does not say; 0 = no bound.</summary>
    public long LogFileSize { get; init; } = 16 * 1024 * 1024;

    /// <summary>Log files kept, where a container does not say.</summary>
    public int LogFileCount { get; init; } = 4;

    /// <summary>Signal that stops a container, where neither it nor its image says.</summary>
    public string StopSignal { get; init; } = "SIGTERM";

    /// <summary>Seconds between stop signal and SIGKILL, where a container does not say.</summary>
    public int StopTimeoutSeconds { get; init; } = 10;

    /// <summary>Longest time for the start of a shim and of a container in it.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest time for one runtime call or teardown step.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time for a shim to take a signal; one that takes longer is deaf, and is replaced.</summary>
    public TimeSpan SignalTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time for finding a running container's shim again.</summary>
    public TimeSpan AttachTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time that an inspection, or a request of a client that reads or feeds a container, waits for its recovery after a start of the daemon.</summary>
    public TimeSpan RecoveryPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time that the log files of a container removed on exit are kept for those who still read them.</summary>
    public TimeSpan LogReaderTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Containers that recover at the same time after the start of the daemon.</summary>
    public int ParallelRecoveries { get; init; } = 16;

    /// <summary>Commands that may wait for a transition of one container; one more is answered Overloaded.</summary>
    public int MaximumWaiting { get; init; } = 64;

    /// <summary>Exec sessions of one container at the same time.</summary>
    public int MaximumExecs { get; init; } = 256;

    /// <summary>Pause before the index is told of changed summaries; they are written in one batch.</summary>
    public TimeSpan NoteDelay { get; init; } = TimeSpan.FromMilliseconds(250);
}
