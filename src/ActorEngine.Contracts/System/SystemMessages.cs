namespace ActorEngine.Contracts;

/// <summary>Facts about the engine and its host. Answer: <see cref="EngineInfo"/>.</summary>
public sealed record GetInfo : IQuery;

/// <summary>Versions. Answer: <see cref="EngineVersion"/>.</summary>
public sealed record GetVersion : IQuery;

/// <summary>The live actor tree. Answer: <see cref="ActorTree"/>.</summary>
public sealed record GetActorTree : IQuery;

/// <summary>Answer to <see cref="GetInfo"/>.</summary>
public sealed record EngineInfo : IReply
{
    /// <summary>Random, made with the state directory.</summary>
    public string Id { get; init => field = value ?? ""; } = "";
    public string Name { get; init => field = value ?? ""; } = "";
    public string Version { get; init => field = value ?? ""; } = "";
    public int Pid { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public int Containers { get; init; }
    public int Running { get; init; }
    public int Paused { get; init; }
    public int Stopped { get; init; }
    public int Images { get; init; }
    public string StateDirectory { get; init => field = value ?? ""; } = "";
    public string RunDirectory { get; init => field = value ?? ""; } = "";
    /// <summary>v1, hybrid or v2.</summary>
    public string CgroupVersion { get; init => field = value ?? ""; } = "";
    public string KernelVersion { get; init => field = value ?? ""; } = "";
    public string OperatingSystem { get; init => field = value ?? ""; } = "";
    public string Architecture { get; init => field = value ?? ""; } = "";
    public int Cpus { get; init; }
    public long MemoryBytes { get; init; }
    public string DefaultRuntime { get; init => field = value ?? ""; } = "";
    public IReadOnlyList<RuntimeInfo> Runtimes { get; init => field = value ?? []; } = [];
    /// <summary>What containers get that name no log driver.</summary>
    public string DefaultLogDriver { get; init => field = value ?? ""; } = "";
    public IReadOnlyList<string> LogDrivers { get; init => field = value ?? []; } = [];
    /// <summary>What containers are confined by unless they say otherwise: seccomp,profile=builtin, apparmor, selinux, cgroupns, userns, rootless, no-new-privileges.</summary>
    public IReadOnlyList<string> SecurityOptions { get; init => field = value ?? []; } = [];
    public IReadOnlyList<string> NetworkDrivers { get; init => field = value ?? []; } = [];
    public IReadOnlyList<string> VolumeDrivers { get; init => field = value ?? []; } = [];
    /// <summary>Where subnets of networks come from that name none.</summary>
    public IReadOnlyList<AddressPoolInfo> AddressPools { get; init => field = value ?? []; } = [];
    /// <summary>The registry of references that say none.</summary>
    public string DefaultRegistry { get; init => field = value ?? ""; } = "";
    /// <summary>Registries that something is special about.</summary>
    public IReadOnlyList<RegistryInfo> Registries { get; init => field = value ?? []; } = [];
    /// <summary>Limits that this host does not have: memory, swap, cpu, cpuset, pids, oom-kill-disable.</summary>
    public IReadOnlyList<string> MissingLimits { get; init => field = value ?? []; } = [];
    /// <summary>The host passes on packets of IPv4.</summary>
    public bool IpForwarding { get; init; }
    /// <summary>File system below the state directory, such as ext4.</summary>
    public string StateFileSystem { get; init => field = value ?? ""; } = "";
    /// <summary>The init program of containers that ask for one; empty where there is none.</summary>
    public string InitProgram { get; init => field = value ?? ""; } = "";
    /// <summary>Proxies in the engine's environment.</summary>
    public string HttpProxy { get; init => field = value ?? ""; } = "";
    public string HttpsProxy { get; init => field = value ?? ""; } = "";
    public string NoProxy { get; init => field = value ?? ""; } = "";
    /// <summary>Files that the daemon has open, and its threads.</summary>
    public int OpenFiles { get; init; }
    public int Threads { get; init; }
    public DateTimeOffset Now { get; init; }
    /// <summary>Containers still being adopted since the start of the daemon.</summary>
    public int Recovering { get; init; }
    /// <summary>What an operator should know: missing kernel features, corrupt journal rows, swept leftovers.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = value ?? []; } = [];
}

/// <summary>A pool that subnets of one size are cut from.</summary>
/// <param name="Base">In CIDR form.</param>
/// <param name="Size">Prefix length of each subnet.</param>
public sealed record AddressPoolInfo(string Base, int Size);

/// <summary>What is special about a registry.</summary>
/// <param name="Registry">HOST[:PORT] as image names say it.</param>
public sealed record RegistryInfo(string Registry)
{
    /// <summary>Its certificate is not checked.</summary>
    public bool Insecure { get; init; }
    /// <summary>Registries that are asked first.</summary>
    public IReadOnlyList<string> Mirrors { get; init => field = value ?? []; } = [];
}

/// <summary>An OCI runtime this engine can use.</summary>
/// <param name="Note">Why it cannot be used; empty if it can.</param>
public sealed record RuntimeInfo(string Name, string Path, string Version, string Note);

/// <summary>Answer to <see cref="GetVersion"/>.</summary>
public sealed record EngineVersion(string Version, int ProtocolVersion) : IReply
{
    /// <summary>nuget or kernel, with its version.</summary>
    public string AkkaSource { get; init => field = value ?? ""; } = "";
    public string Framework { get; init => field = value ?? ""; } = "";
    public string KernelVersion { get; init => field = value ?? ""; } = "";
    public string Os { get; init => field = value ?? "linux"; } = "linux";
    public string Architecture { get; init => field = value ?? ""; } = "";
}

/// <summary>Answer to <see cref="GetActorTree"/>.</summary>
public sealed record ActorTree(ActorNode Root) : IReply;

/// <summary>One actor of the tree.</summary>
public sealed record ActorNode(string Name, string Kind)
{
    /// <summary>The state it is in, in one or two words.</summary>
    public string State { get; init => field = value ?? ""; } = "";
    public IReadOnlyList<ActorNode> Children { get; init => field = value ?? []; } = [];
}
