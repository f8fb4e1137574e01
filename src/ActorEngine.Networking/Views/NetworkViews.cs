using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>Makes what readers see out of the state.</summary>
internal static class NetworkViews
{
    /// <summary>What is no network of the engine's but can be named like one.</summary>
    public static readonly IReadOnlyList<NetworkInspection> Modes = [Mode("host", "host", 'b'), Mode("none", "null", 'c')];

    public static NetworkInspection Of(NetworkRecord network, NetworksState state, Func<ContainerId, string> nameOf) => new()
    {
        Id = network.Id,
        Name = network.Name,
        Driver = network.Driver,
        CreatedAt = network.CreatedAt,
        Internal = network.Internal,
        Attachable = network.Attachable,
        Reserved = network.Reserved,
        Allocations = AddressUses.Of(network, state),
        BuiltIn = network.BuiltIn,
        Subnet = network.Subnet,
        Range = network.Range,
        Gateway = network.Gateway,
        Subnet6 = network.Subnet6,
        Range6 = network.Range6,
        Gateway6 = network.Gateway6,
        Bridge = network.Bridge,
        Labels = network.Labels,
        Options = network.Options,
        Members = [.. state.EndpointsOf(network.Id).Select(found => new NetworkMember(
            found.Attachment.Container, nameOf(found.Attachment.Container), Cidr(found.Endpoint.Address, Prefix(network, found.Endpoint, six: false)), found.Endpoint.MacAddress) { Address6 = Cidr(found.Endpoint.Address6, Prefix(network, found.Endpoint, six: true)) }).OrderBy(member => member.Name, StringComparer.Ordinal)],
    };

    /// <summary>Published ports, and exposed ones that are not published.</summary>
    public static IReadOnlyList<PublishedPort> Ports(NetworksState state, ContainerInspection container)
    {
        if (state.AttachmentOf(container.Id) is not { } attachment) return [];
        List<PublishedPort> ports = [.. attachment.Ports];
        foreach ((int port, string protocol) in PortPlan.Exposed(container.Settings.ExposedPorts.Concat(container.ImageConfiguration.ExposedPorts)))
            if (!ports.Exists(known => known.ContainerPort == port && known.Protocol == protocol)) ports.Add(new PublishedPort("", 0, port, protocol));
        return [.. ports.OrderBy(port => port.ContainerPort).ThenBy(port => port.Protocol, StringComparer.Ordinal).ThenBy(port => port.HostPort).ThenBy(port => port.HostAddress, StringComparer.Ordinal)];
    }

    /// <summary>The networks of a container.</summary>
    public static IReadOnlyList<ContainerNetwork> Networks(NetworksState state, ContainerInspection container)
    {
        ContainerSettings settings = container.Settings;
        if (state.AttachmentOf(container.Id) is { } attachment) return [.. attachment.Endpoints.Select(endpoint => Of(state.Network(endpoint), endpoint))];

        NetworkRecord? primary = state.Find(settings.Network);
        ContainerNetwork[] wanted = [.. state.Wanted(container.Id, settings)
            .Select(entry => new ContainerNetwork { Network = entry.Network.Name, NetworkId = entry.Network.Id, Aliases = entry.Settings.Aliases })];
        return wanted.Length > 0 || primary is not null ? wanted : [new ContainerNetwork { Network = settings.Network, NetworkId = new NetworkId("") }];
    }

    /// <summary>The same with what was asked for in each.</summary>
    public static IReadOnlyList<ContainerNetwork> NetworksAsked(NetworksState state, ContainerInspection container)
    {
        var asked = state.Wanted(container.Id, container.Settings);
        return [.. Networks(state, container).Select(network => network with
        {
            Asked = network.Network == container.Settings.Network && asked.Count == 0 ? container.Settings.Endpoint : asked.FirstOrDefault(entry => entry.Network.Id == network.NetworkId).Settings,
        })];
    }

    /// <summary>Null for a filter that there is not.</summary>
    public static Func<NetworkInspection, bool>? Test(Filter filter)
    {
        string value = filter.Value;
        int equals = value.IndexOf('=');
        return filter.Key switch
        {
            "id" => network => network.Id.Value.StartsWith(value, StringComparison.Ordinal),
            "name" => network => network.Name.Contains(value, StringComparison.Ordinal),
            "driver" => network => network.Driver == value,
            "label" => network => HasLabel(network, value, equals),
            "label!" => network => !HasLabel(network, value, equals),
            "scope" => _ => value == "local",
            "type" when value is "builtin" or "custom" => network => network.BuiltIn == (value == "builtin"),
            "dangling" when bool.TryParse(value, out bool dangling) => network => !network.BuiltIn && network.Members.Count == 0 == dangling,
            _ => null,
        };
    }

    /// <summary>What prune knows; null for anything else.</summary>
    public static Func<NetworkInspection, bool>? PruneTest(Filter filter, DateTimeOffset now) => filter.Key switch
    {
        "label" or "label!" => Test(filter),
        "until" when PastMoment.Parse(filter.Value, now) is { } until => network => network.CreatedAt < until,
        _ => null,
    };

    private static bool HasLabel(NetworkInspection network, string value, int equals) =>
        equals < 0 ? network.Labels.ContainsKey(value) : network.Labels.GetValueOrDefault(value[..equals]) == value[(equals + 1)..];

    private static ContainerNetwork Of(NetworkRecord network, Endpoint endpoint) => new()
    {
        Network = network.Name,
        NetworkId = network.Id,
        Interface = endpoint.Interface,
        Address = endpoint.Address,
        PrefixLength = Prefix(network, endpoint, six: false),
        Gateway = network.Internal ? "" : endpoint.Gateway.Length > 0 ? endpoint.Gateway : network.Gateway,
        Address6 = endpoint.Address6,
        PrefixLength6 = Prefix(network, endpoint, six: true),
        Gateway6 = network.Internal || endpoint.Address6.Length == 0 ? "" : endpoint.Gateway6.Length > 0 ? endpoint.Gateway6 : network.Gateway6,
        MacAddress = endpoint.MacAddress,
        Aliases = endpoint.Aliases,
    };

    private static int Prefix(NetworkRecord network, Endpoint endpoint, bool six)
    {
        if (endpoint.AddressOf(six).Length == 0) return 0;
        int own = six ? endpoint.Prefix6 : endpoint.Prefix;
        return own > 0 ? own : network.BlockOf(six)?.Prefix ?? 0;
    }

    private static string Cidr(string address, int prefix) => address.Length == 0 ? "" : $"{address}/{prefix}";

    private static NetworkInspection Mode(string name, string driver, char digit) => new() { Id = new NetworkId(new string(digit, 64)), Name = name, Driver = driver, BuiltIn = true };
}
