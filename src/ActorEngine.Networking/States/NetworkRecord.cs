using System.Text.Json.Serialization;
using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>A network as the journal has it. Fields are only ever added.</summary>
internal sealed record NetworkRecord
{
    public required NetworkId Id { get; init; }
    public required string Name { get; init; }

    public string Driver { get; init => field = value ?? "bridge"; } = "bridge";

    /// <summary>The host's link whose wire a network of the driver macvlan shares.</summary>
    public string Parent { get; init => field = value ?? ""; } = "";
    public string Mode { get; init => field = value ?? ""; } = "";

    /// <summary>The configuration list of a network of the driver cni, as it was when the network was made.</summary>
    public string Configuration { get; init => field = value ?? ""; } = "";

    /// <summary>Name of the host's bridge; empty where the driver has none.</summary>
    public required string Bridge { get; init; }
    public required string Subnet { get; init; }
    public required string Gateway { get; init; }

    /// <summary>Empty = the whole subnet.</summary>
    public string Range { get; init => field = value ?? ""; } = "";

    /// <summary>Its block of IPv6; empty = it has none.</summary>
    public string Subnet6 { get; init => field = value ?? ""; } = "";
    public string Gateway6 { get; init => field = value ?? ""; } = "";
    public string Range6 { get; init => field = value ?? ""; } = "";
    public bool Internal { get; init; }
    public bool Attachable { get; init; }

    /// <summary>Addresses that no container is given.</summary>
    public IReadOnlyDictionary<string, string> Reserved { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    /// <summary>Its containers may not talk to each other.</summary>
    public bool Apart { get; init; }

    /// <summary>Packets leave the host with their own source address.</summary>
    public bool Unmasked { get; init; }
    /// <summary>0 = the parent's.</summary>
    public int Mtu { get; init; } = 1500;

    /// <summary>Where ports are published that name no address of the host.</summary>
    public string HostAddress { get; init => field = value ?? ""; } = "";
    public bool BuiltIn { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Options { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    [JsonIgnore]
    public Subnet Block => Networking.Subnet.Parse(Subnet)!.Value;

    [JsonIgnore]
    public Subnet RangeBlock => Networking.Subnet.Parse(Range) ?? Block;

    /// <summary>It has a link of the host's, the engine's rules, published ports and names.</summary>
    [JsonIgnore]
    public bool IsBridge => Driver == "bridge";

    /// <summary>CNI plugins do its work, and give its addresses.</summary>
    [JsonIgnore]
    public bool IsCni => Driver == "cni";

    [JsonIgnore]
    public bool HasSix => Subnet6.Length > 0;

    [JsonIgnore]
    public Subnet? Block6 => Networking.Subnet.Parse(Subnet6);

    /// <summary>Both, as far as there are.</summary>
    [JsonIgnore]
    public IEnumerable<Subnet> Blocks => new[] { BlockOf(false), BlockOf(true) }.OfType<Subnet>();

    public Subnet? BlockOf(bool six) => Networking.Subnet.Parse(six ? Subnet6 : Subnet);

    public Subnet? RangeOf(bool six) => six ? Networking.Subnet.Parse(Range6) ?? Block6 : RangeBlock;

    public string GatewayOf(bool six) => six ? Gateway6 : Gateway;
}

/// <summary>A container's part in a network while it runs.</summary>
/// <param name="Interface">Name of the link inside.</param>
/// <param name="Link">Name of its other end on the host.</param>
internal sealed record Endpoint(NetworkId Network, string Interface, string Link, string Address, string MacAddress)
{
    public IReadOnlyList<string> Aliases { get; init => field = value ?? []; } = [];

    /// <summary>Names for others that it alone knows, CONTAINER[:NAME].</summary>
    public IReadOnlyList<string> Links { get; init => field = value ?? []; } = [];

    /// <summary>Its address of IPv6; empty = it has none.</summary>
    public string Address6 { get; init => field = value ?? ""; } = "";

    /// <summary>Of an address that a CNI plugin gave; 0 and empty = the network's.</summary>
    public int Prefix { get; init; }
    public int Prefix6 { get; init; }
    public string Gateway { get; init => field = value ?? ""; } = "";
    public string Gateway6 { get; init => field = value ?? ""; } = "";

    public string AddressOf(bool six) => six ? Address6 : Address;
}

/// <summary>All that one run of a container has of the network.</summary>
/// <param name="Namespace">Name of the file that keeps its namespace.</param>
internal sealed record Attachment(ContainerId Container, int Run, string Namespace)
{
    public IReadOnlyList<Endpoint> Endpoints { get; init => field = value ?? []; } = [];
    public IReadOnlyList<PublishedPort> Ports { get; init => field = value ?? []; } = [];

    /// <summary>Name servers for what is no name of its networks; empty = the host's.</summary>
    public IReadOnlyList<string> Servers { get; init => field = value ?? []; } = [];
}

/// <summary>Networks that a container was given or lost after its creation; they hold for its later runs too.</summary>
internal sealed record Membership(ContainerId Container)
{
    public IReadOnlyList<ConnectedNetwork> Connected { get; init => field = value ?? []; } = [];
    public IReadOnlyList<NetworkId> Disconnected { get; init => field = value ?? []; } = [];
}

/// <summary>A network given to a container after its creation.</summary>
internal sealed record ConnectedNetwork(NetworkId Network, EndpointSettings Settings);
