using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

/// <summary>All that is asked of a bundle.</summary>
public sealed record BundleRequest
{
    public required Contracts.ContainerId Id { get; init; }
    public required Contracts.ContainerSettings Settings { get; init; }
    public required Contracts.ImageConfiguration Image { get; init; }
    public required HostFacts Host { get; init; }
    public required BundlePaths Paths { get; init; }
    public BundleDefaults Defaults { get; init; } = new();
    public ContainerFacts Facts { get; init; } = new();
    /// <summary>The network namespace to join; null = none (one of its own with nothing in it) or the host's, as the settings say.</summary>
    public Contracts.NetworkJoin? Network { get; init; }
    /// <summary>What it shares with other containers.</summary>
    public NamespaceJoins Joins { get; init; } = new();
    /// <summary>The runtime can restrict devices here (<see cref="OciRuntime.DeviceRules"/>). False leaves the rules out, and CAP_MKNOD with them.</summary>
    public bool DeviceRules { get; init; } = true;
    /// <summary>The runtime and the kernel can make a bind read-only with all mounts below it (runtime-spec config.md, mount option rro).</summary>
    public bool RecursiveReadOnly { get; init; }
    /// <summary>Put the compiled seccomp filter into the bundle, for a runtime that takes it (<see cref="OciRuntime.TakesSeccompProgram"/>).</summary>
    public bool SeccompProgram { get; init; }
}

/// <summary>A built bundle: the spec and the files it binds. Nothing is on disk yet.</summary>
public sealed record Bundle(RuntimeSpec Spec, BundleFiles Files)
{
    /// <summary>Limits that this host cannot keep and similar news for the user.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Weights that the engine writes into the control group before the runtime runs; null = the runtime writes them.</summary>
    public BlockIoSpec? OwnBlockIo { get; init; }

    /// <summary>Kernel settings of the network namespace to join that the container's root may not write: the engine has to.</summary>
    public IReadOnlyDictionary<string, string> NetworkSysctls { get; init; } = new Dictionary<string, string>();

    /// <summary>The ids of the container's root on the host, where they are not the host's root.</summary>
    public Linux.IdMapping? UserMapping { get; init; }
}

/// <summary>Contents of the files that the engine writes for a container.</summary>
public sealed record BundleFiles(string Hosts, string Hostname, string ResolvConf);
