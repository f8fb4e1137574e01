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
    /// <summary>Containers still being adopted since the start of the daemon.</summary>
    public int Recovering { get; init; }
    /// <summary>What an operator should know: missing kernel features, corrupt journal rows, swept leftovers.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = value ?? []; } = [];
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
