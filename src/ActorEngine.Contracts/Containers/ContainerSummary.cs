namespace ActorEngine.Contracts;

/// <summary>A row of <c>ps</c>.</summary>
public sealed record ContainerSummary
{
    public required ContainerId Id { get; init; }
    public required string Name { get; init; }
    public required string Image { get; init; }
    public Digest ImageId { get; init; }
    /// <summary>Entrypoint and arguments as one line.</summary>
    public string Command { get; init => field = value ?? ""; } = "";
    public ContainerStatus Status { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public ExitStatus? Exit { get; init; }
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    public string Network { get; init => field = value ?? "none"; } = "none";
    /// <summary>Networks beside the first.</summary>
    public IReadOnlyList<string> MoreNetworks { get; init => field = value ?? []; } = [];
    /// <summary>Published ports and, with host port 0, exposed ones.</summary>
    public IReadOnlyList<PublishedPort> Ports { get; init => field = value ?? []; } = [];
    public IReadOnlyList<string> Mounts { get; init => field = value ?? []; } = [];
    public int RestartCount { get; init; }
    /// <summary>null where it has no health check, or never ran.</summary>
    public HealthStatus? Health { get; init; }
    /// <summary>As <see cref="ContainerStateInfo.WaitingFor"/>.</summary>
    public string WaitingFor { get; init => field = value ?? ""; } = "";
    /// <summary>The daemon has started and not yet compared this with the machine: it is what was noted last, and may be out of date.</summary>
    public bool Recovering { get; init; }
    /// <summary>More of it, where it was asked for.</summary>
    public ContainerDetails? Details { get; init; }
}

/// <summary>What the Docker API shows in a row beside.</summary>
public sealed record ContainerDetails
{
    /// <summary>As it has them; without addresses while it does not run.</summary>
    public IReadOnlyList<ContainerNetwork> Networks { get; init => field = value ?? []; } = [];
    public IReadOnlyList<MountPoint> Mounts { get; init => field = value ?? []; } = [];
    public IReadOnlyDictionary<string, string> Annotations { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    /// <summary>As <see cref="ContainerHealth.FailingStreak"/>.</summary>
    public int FailingStreak { get; init; }
}
