namespace ActorEngine.Contracts;

/// <summary>Everything known of one network.</summary>
public sealed record NetworkInspection : IReply
{
    public required NetworkId Id { get; init; }
    public required string Name { get; init; }
    public required string Driver { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public bool Internal { get; init; }
    public bool Attachable { get; init; }
    /// <summary>The engine made it; it cannot be removed.</summary>
    public bool BuiltIn { get; init; }
    /// <summary>In CIDR form; empty where the driver gives no addresses.</summary>
    public string Subnet { get; init => field = value ?? ""; } = "";
    public string Range { get; init => field = value ?? ""; } = "";
    public string Gateway { get; init => field = value ?? ""; } = "";
    /// <summary>Of IPv6, in CIDR form; empty where it has none.</summary>
    public string Subnet6 { get; init => field = value ?? ""; } = "";
    public string Range6 { get; init => field = value ?? ""; } = "";
    public string Gateway6 { get; init => field = value ?? ""; } = "";
    /// <summary>The host's link.</summary>
    public string Bridge { get; init => field = value ?? ""; } = "";
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Options { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    /// <summary>Addresses that no container is given, by names that say what for.</summary>
    public IReadOnlyDictionary<string, string> Reserved { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    /// <summary>How much of each of its blocks is in use; empty where plugins give the addresses.</summary>
    public IReadOnlyList<AddressUse> Allocations { get; init => field = value ?? []; } = [];
    /// <summary>Containers in it that run.</summary>
    public IReadOnlyList<NetworkMember> Members { get; init => field = value ?? []; } = [];
}

/// <summary>How much of a block of addresses is in use.</summary>
/// <param name="Subnet">In CIDR form.</param>
/// <param name="InUse">Addresses that are taken: the gateway's, reserved ones, those of containers, and those that no host can have.</param>
/// <param name="Available">Addresses that containers can still be given; of a large block of IPv6 the largest number that fits.</param>
public sealed record AddressUse(string Subnet, long InUse, long Available);

/// <summary>A container in a network.</summary>
/// <param name="Address">In CIDR form.</param>
public sealed record NetworkMember(ContainerId Container, string Name, string Address, string MacAddress)
{
    /// <summary>Of IPv6, in CIDR form; empty where it has none.</summary>
    public string Address6 { get; init => field = value ?? ""; } = "";
}

/// <summary>A network as a container has it.</summary>
public sealed record ContainerNetwork
{
    public required string Network { get; init; }
    public NetworkId NetworkId { get; init; }
    /// <summary>Name of the link inside; empty while the container does not run.</summary>
    public string Interface { get; init => field = value ?? ""; } = "";
    public string Address { get; init => field = value ?? ""; } = "";
    public int PrefixLength { get; init; }
    public string Gateway { get; init => field = value ?? ""; } = "";
    /// <summary>Of IPv6; empty where it has none.</summary>
    public string Address6 { get; init => field = value ?? ""; } = "";
    public int PrefixLength6 { get; init; }
    public string Gateway6 { get; init => field = value ?? ""; } = "";
    public string MacAddress { get; init => field = value ?? ""; } = "";
    public IReadOnlyList<string> Aliases { get; init => field = value ?? []; } = [];
    /// <summary>What was asked for when it was given the network; null where that was nothing, and in lists.</summary>
    public EndpointSettings? Asked { get; init; }
}

/// <summary>A port of a container that the host takes connections for.</summary>
/// <param name="HostAddress">0.0.0.0 = every IPv4 address of the host, :: = every one of IPv6; empty with port 0 where it is exposed but not published.</param>
/// <param name="Protocol">tcp, udp or sctp.</param>
public sealed record PublishedPort(string HostAddress, int HostPort, int ContainerPort, string Protocol);

/// <summary>A port to publish.</summary>
public sealed record PortMapping(int ContainerPort)
{
    /// <summary>tcp, udp or sctp.</summary>
    public string Protocol { get; init => field = value ?? "tcp"; } = "tcp";
    /// <summary>Empty = the network's, which is every address of the host unless it says otherwise.</summary>
    public string HostAddress { get; init => field = value ?? ""; } = "";
    /// <summary>0 = any free one.</summary>
    public int HostPort { get; init; }
    /// <summary>Last port of a range, the first free one of which is taken; 0 = no range.</summary>
    public int HostPortEnd { get; init; }
}
