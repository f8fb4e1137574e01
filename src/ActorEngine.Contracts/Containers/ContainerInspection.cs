namespace ActorEngine.Contracts;

/// <summary>Everything known of one container.</summary>
public sealed record ContainerInspection : IReply
{
    public required ContainerId Id { get; init; }
    public required string Name { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>Program and arguments as started.</summary>
    public IReadOnlyList<string> Arguments { get; init => field = value ?? []; } = [];
    public required ContainerStateInfo State { get; init; }
    public Digest ImageId { get; init; }
    /// <summary>As asked for.</summary>
    public required ContainerSettings Settings { get; init; }
    /// <summary>The image's configuration that the settings were laid over.</summary>
    public ImageConfiguration ImageConfiguration { get; init => field = value ?? new(); } = new();
    public string Runtime { get; init => field = value ?? ""; } = "";
    public int RestartCount { get; init; }
    public string LogPath { get; init => field = value ?? ""; } = "";
    /// <summary>What its log driver has done; null where the engine keeps the log itself (local, none).</summary>
    public LogDelivery? LogDelivery { get; init; }
    public string BundlePath { get; init => field = value ?? ""; } = "";
    public string RootPath { get; init => field = value ?? ""; } = "";
    public string CgroupPath { get; init => field = value ?? ""; } = "";
    public string HostsPath { get; init => field = value ?? ""; } = "";
    public string HostnamePath { get; init => field = value ?? ""; } = "";
    public string ResolvConfPath { get; init => field = value ?? ""; } = "";
    /// <summary>Paths that the program cannot see into, and those that it cannot write to.</summary>
    public IReadOnlyList<string> MaskedPaths { get; init => field = value ?? []; } = [];
    public IReadOnlyList<string> ReadOnlyPaths { get; init => field = value ?? []; } = [];
    /// <summary>All its mounts but the engine's own.</summary>
    public IReadOnlyList<MountPoint> Mounts { get; init => field = value ?? []; } = [];
    public IReadOnlyList<ContainerNetwork> Networks { get; init => field = value ?? []; } = [];
    public IReadOnlyList<PublishedPort> Ports { get; init => field = value ?? []; } = [];
    /// <summary>Where its network namespace is kept; empty while it does not run, or has none that the engine made.</summary>
    public string NetworkNamespacePath { get; init => field = value ?? ""; } = "";
    public IReadOnlyList<ExecId> Execs { get; init => field = value ?? []; } = [];
    /// <summary>Its actor's path: its address for other actor systems.</summary>
    public string ActorPath { get; init => field = value ?? ""; } = "";
}

/// <summary>The changing part of <see cref="ContainerInspection"/>.</summary>
public sealed record ContainerStateInfo
{
    public ContainerStatus Status { get; init; }
    /// <summary>Process id of the main process on the host; 0 when not running.</summary>
    public int Pid { get; init; }
    public int ShimPid { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public ExitStatus? Exit { get; init; }
    /// <summary>When the last run that is over ended; null before that.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
    /// <summary>Processes that the kernel's out-of-memory killer ended in the current or last run.</summary>
    public long OutOfMemoryKills { get; init; }
    /// <summary>Why the last start failed; empty if it did not.</summary>
    public string Error { get; init => field = value ?? ""; } = "";
    /// <summary>null where it has no health check, or never ran.</summary>
    public ContainerHealth? Health { get; init; }
    /// <summary>What a start that was asked for waits for, as words: db to be healthy; empty where none waits.</summary>
    public string WaitingFor { get; init => field = value ?? ""; } = "";
    /// <summary>As <see cref="ContainerSummary.Recovering"/>; set only where the comparison took longer than inspection waits for it.</summary>
    public bool Recovering { get; init; }
}
