using ActorEngine.Contracts;

namespace ActorEngine.Lifecycle;

/// <summary>
/// What the actors ask of the machine. Every method does its blocking work elsewhere, answers expected failures as faults, and may be
/// abandoned by the caller when its time is up.
/// </summary>
internal interface IContainerHost
{
    /// <summary>Names this boot of the machine; pids of another boot mean nothing.</summary>
    string BootId { get; }

    /// <summary>Refuses settings that could never start; null when they are good.</summary>
    Fault? Check(ContainerSettings settings);

    /// <summary>What this machine cannot keep of the settings, a sentence each.</summary>
    IReadOnlyList<string> Warnings(ContainerSettings settings);

    /// <summary>Mounts, writes the bundle, launches a shim and starts the program in it. On a refusal nothing is left behind.</summary>
    Task<RunOutcome> RunAsync(RunOrder order, Action<ShimNotice> notify, CancellationToken cancellation);

    /// <summary>Finds what an earlier daemon or a dead shim left: the living shim, or the living process, or the exit.</summary>
    Task<AttachOutcome> AttachAsync(AttachOrder order, Action<ShimNotice> notify, CancellationToken cancellation);

    /// <summary>After an exit: has the runtime forget the container, unmounts, ends the shim. Nothing left to do is no error.</summary>
    Task TearDownAsync(TearDownOrder order, CancellationToken cancellation);

    /// <summary>Removes the directories of a container.</summary>
    Task EraseAsync(ContainerId id, CancellationToken cancellation);

    /// <summary>Stops or goes on with all processes of a control group; completes when they have.</summary>
    Task FreezeAsync(string cgroupPath, bool frozen, CancellationToken cancellation);

    /// <summary>Applies limits to a running container. Answers sentences about what this host cannot do, or a fault.</summary>
    Task<(IReadOnlyList<string> Warnings, Fault? Fault)> LimitAsync(ContainerState state, ResourceLimits limits, CancellationToken cancellation);

    /// <summary>A <see cref="ProcessTable"/> or a fault.</summary>
    Task<IReply> ListProcessesAsync(string cgroupPath, IReadOnlyList<string> arguments, CancellationToken cancellation);

    /// <summary>Asks a port inside the network of a running container, with no process in it. Cancelled where it takes too long.</summary>
    Task<ProbeOutcome> ProbeAsync(RunningProcess process, HealthProbe probe, CancellationToken cancellation);

    /// <summary>Containers that have a directory; for an index that must be made anew.</summary>
    Task<IReadOnlyList<ContainerId>> ListAsync(CancellationToken cancellation);

    /// <summary>Removes what belongs to no known container. Answers one sentence for each thing found.</summary>
    Task<IReadOnlyList<string>> SweepAsync(Func<ContainerId, bool> isKnown, CancellationToken cancellation);
}

/// <summary>Why a container's actor is made.</summary>
internal enum SpawnReason
{
    /// <summary>The container is to be made.</summary>
    Created,

    /// <summary>The daemon started and the index has it.</summary>
    DaemonStart,

    /// <summary>The actor stopped and the container did not.</summary>
    Respawn,
}

/// <summary>Starts run number <see cref="ContainerState.Run"/> of a container on its snapshot.</summary>
/// <param name="Network">The network namespace to join; null where the runtime makes one, or none is wanted.</param>
internal sealed record RunOrder(ContainerState State, SnapshotPrepared Snapshot, NetworkJoin? Network = null)
{
    /// <summary>What it shares with other containers.</summary>
    public Oci.NamespaceJoins Joins { get; init; } = new();

    /// <summary>Its mounts with their sources; null where the settings say all.</summary>
    public IReadOnlyList<PreparedMount>? Mounts { get; init; }
}

/// <summary>Finds the process of a container again.</summary>
/// <param name="Terminal">The terminal's master as the daemon holds it, for a fresh shim; borrowed.</param>
internal sealed record AttachOrder(ContainerState State, Linux.FileDescriptor? Terminal);

/// <summary>Only cleans up what a run may have left.</summary>
internal sealed record ReleaseOrder(ContainerState State);

/// <summary>Cleans up after a run.</summary>
/// <param name="Link">The shim's link when there is one; it is closed.</param>
internal sealed record TearDownOrder(ContainerState State, IShimLink? Link);

/// <summary>How a start ended: a link and a process, or a fault.</summary>
internal sealed record RunOutcome(IShimLink? Link, RunningProcess? Process, Fault? Fault)
{
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>What was found of a container.</summary>
internal abstract record AttachOutcome
{
    private AttachOutcome()
    {
    }

    /// <summary>It runs, or its shim is about to tell how it ended.</summary>
    public sealed record Attached(IShimLink Link, RunningProcess Process) : AttachOutcome
    {
        /// <summary>A fresh shim took it over.</summary>
        public bool Adopted { get; init; }
    }

    /// <summary>It ended.</summary>
    public sealed record Ended(ExitFacts Exit) : AttachOutcome;

    /// <summary>The start that was journalled never came to a process.</summary>
    public sealed record NeverRan : AttachOutcome;
}

/// <summary>How a run ended, from the shim, the exit record, or nobody.</summary>
internal sealed record ExitFacts(int Code, bool Known, DateTimeOffset FinishedAt)
{
    public int Signal { get; init; }
    public bool OutOfMemory { get; init; }

    /// <summary>Processes of its control group that were killed for want of memory; 0 where the shim cannot say.</summary>
    public long OutOfMemoryKills { get; init; }

    /// <summary>All output of the run lies before it; null while that is not known.</summary>
    public LogPosition? LogEnd { get; init; }

    /// <summary>Nobody could tell how it ended.</summary>
    public static ExitFacts Unknown(DateTimeOffset now) => new(255, false, now);
}
