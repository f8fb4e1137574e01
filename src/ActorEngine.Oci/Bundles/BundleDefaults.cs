using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>What the engine's configuration says about every container; the daemon fills it from HOCON.</summary>
public sealed record BundleDefaults
{
    /// <summary>cgroup below which containers stand, such as <c>/actorengine</c>.</summary>
    public string CgroupParent { get; init; } = "/actorengine";

    /// <summary>Bytes of /dev/shm.</summary>
    public long ShmSize { get; init; } = 64L << 20;

    /// <summary>builtin (three ABIs, as Docker), native (this machine's ABI alone, compiles in a third of the time), unconfined, or a profile's JSON.</summary>
    public string Seccomp { get; init; } = "builtin";

    /// <summary>Whether containers get an init unless they say otherwise.</summary>
    public bool Init { get; init; }

    /// <summary>The init program; null = look where distributions put one (<see cref="InitProgram"/>).</summary>
    public string? InitPath { get; init; }

    /// <summary>no-new-privileges for every container that does not say otherwise.</summary>
    public bool NoNewPrivileges { get; init; }

    /// <summary>Microseconds of real-time scheduling, in each period, that all containers together may have; 0 = none can be asked for.</summary>
    public long RealtimeRuntime { get; init; }

    /// <summary>Microseconds.</summary>
    public long RealtimePeriod { get; init; } = 1_000_000;

    /// <summary>The user ids of containers that do not ask for the host's; null = the host's for all.</summary>
    public Linux.IdMapping? UserMapping { get; init; }

    /// <summary>Limits for containers that do not set the same one.</summary>
    public IReadOnlyList<Ulimit> Ulimits { get; init; } = [];

    /// <summary>private, host, or null for Docker's choice: private on cgroup v2, host elsewhere.</summary>
    public string? CgroupNamespace { get; init; }
}
