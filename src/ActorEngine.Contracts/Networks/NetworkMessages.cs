using System.Text.Json.Serialization;

namespace ActorEngine.Contracts;

/// <summary>Makes a network. Answer: <see cref="NetworkCreated"/>. Docker Engine API: NetworkCreate.</summary>
public sealed record CreateNetwork(string Name) : ICommand
{
    /// <summary>bridge, macvlan or cni.</summary>
    public string Driver { get; init => field = value ?? "bridge"; } = "bridge";
    /// <summary>Its addresses in CIDR form; null = the next free subnet of the engine's pools.</summary>
    public string? Subnet { get; init; }
    /// <summary>The part of the subnet that containers get addresses from, in CIDR form; null = all of it.</summary>
    public string? Range { get; init; }
    /// <summary>The host's address in it; null = the first one.</summary>
    public string? Gateway { get; init; }
    /// <summary>Its containers have an address of IPv6 too.</summary>
    public bool Ipv6 { get; init; }
    /// <summary>Its addresses of IPv6 in CIDR form; null = the next free subnet of the engine's pools, or of its own unique local addresses (RFC 4193).</summary>
    public string? Subnet6 { get; init; }
    /// <summary>The part of them that containers get addresses from.</summary>
    public string? Range6 { get; init; }
    /// <summary>The host's address of IPv6 in it; null = the first one.</summary>
    public string? Gateway6 { get; init; }
    /// <summary>No way out of the network, and none in.</summary>
    public bool Internal { get; init; }
    /// <summary>A note that containers may be connected by hand, which they may to every network.</summary>
    public bool Attachable { get; init; }
    /// <summary>Addresses of it that no container is given, by names that say what for; of either family.</summary>
    public IReadOnlyDictionary<string, string> Reserved { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    /// <summary>Docker's com.docker.network.* driver options: bridge.enable_icc, bridge.enable_ip_masquerade, bridge.host_binding_ipv4, driver.mtu; parent and macvlan_mode with macvlan; conflist with cni.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
}

/// <summary>Answer to <see cref="CreateNetwork"/>.</summary>
public sealed record NetworkCreated(NetworkId Id, string Name) : IReply;

/// <summary>Lists networks by name. Answer: <see cref="NetworkList"/>.</summary>
public sealed record ListNetworks : IQuery
{
    /// <summary>id, name, driver, label, label!, scope, type=builtin|custom, dangling.</summary>
    public IReadOnlyList<Filter> Filters { get; init => field = value ?? []; } = [];
}

/// <summary>Answer to <see cref="ListNetworks"/>.</summary>
public sealed record NetworkList(IReadOnlyList<NetworkInspection> Networks) : IReply;

/// <summary>Everything known of one network. Answer: <see cref="NetworkInspection"/>.</summary>
public sealed record InspectNetwork(NetworkReference Network) : IQuery;

/// <summary>Removes a network without containers. Answer: <see cref="Done"/>.</summary>
public sealed record RemoveNetwork(NetworkReference Network) : ICommand;

/// <summary>Removes all networks that users made and no container uses. Answer: <see cref="NetworksPruned"/>.</summary>
public sealed record PruneNetworks : ICommand
{
    /// <summary>label, label!, until.</summary>
    public IReadOnlyList<Filter> Filters { get; init => field = value ?? []; } = [];
}

/// <summary>Answer to <see cref="PruneNetworks"/>: names.</summary>
public sealed record NetworksPruned(IReadOnlyList<string> Networks) : IReply;

/// <summary>Gives a container one more network, at once where it runs. Answer: <see cref="Done"/>.</summary>
public sealed record ConnectNetwork(NetworkReference Network, ContainerReference Container) : ICommand, IContainerMessage
{
    public EndpointSettings Endpoint { get; init => field = value ?? new(); } = new();
}

/// <summary>Takes a network from a container, at once where it runs. Answer: <see cref="Done"/>.</summary>
/// <param name="Force">Also where the container cannot be found.</param>
public sealed record DisconnectNetwork(NetworkReference Network, ContainerReference Container, bool Force = false) : ICommand, IContainerMessage;

/// <summary>How a container takes part in a network.</summary>
public sealed record EndpointSettings
{
    /// <summary>Its IPv4 address; null = the next free one.</summary>
    public string? Address { get; init; }
    /// <summary>Its address of IPv6, in networks that have it; null = the next free one.</summary>
    public string? Address6 { get; init; }
    /// <summary>Its hardware address; null = made from the address.</summary>
    public string? MacAddress { get; init; }
    /// <summary>More names for it in this network.</summary>
    public IReadOnlyList<string> Aliases { get; init => field = value ?? []; } = [];
    /// <summary>
    /// Names for other containers that it alone knows, CONTAINER[:NAME], answered by the network's name server. The network called bridge has none: there they are lines of the
    /// hosts file, with the addresses that those have when it starts.
    /// </summary>
    public IReadOnlyList<string> Links { get; init => field = value ?? []; } = [];
    /// <summary>Notes that are kept and shown; no driver here heeds any.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    /// <summary>Nothing is asked for.</summary>
    [JsonIgnore]
    public bool IsPlain => Address is null or "" && Address6 is null or "" && MacAddress is null or "" && Aliases.Count == 0 && Links.Count == 0;
}
