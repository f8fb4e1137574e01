using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>What is refused of containers' wishes about networks: the one place of these rules. Each fault names the field and the fix.</summary>
internal static class NetworkRules
{
    /// <summary>Refuses what a container asks; null when it can be had.</summary>
    public static Fault? Check(ContainerSettings settings, NetworksState state)
    {
        foreach (PortMapping port in settings.Ports)
        {
            if (CheckPort(port) is { } wrong) return wrong;
        }

        if (settings.Network is "none" or "host" || settings.Network.StartsWith("container:", StringComparison.Ordinal))
        {
            // Without a network, and in the host's, ports lead nowhere and are no fault, as with Docker.
            if (settings.Network is not ("none" or "host") && settings.Ports.Count > 0)
                return Wrong("ports", "The ports of a container that shares another one's network are published by that one; leave them out.");
            return CheckBare(settings);
        }

        HashSet<NetworkId> given = [];
        bool first = true;
        foreach (NetworkChoice choice in NetworksState.Choices(settings))
        {
            if (choice.Network is "none" or "host" || choice.Network.StartsWith("container:", StringComparison.Ordinal))
                return Wrong("moreNetworks", $"'{choice.Network}' goes with no other network; leave it out, or give it alone.");
            if (state.Find(choice.Network) is not { } network) return Missing(choice.Network);
            if (!given.Add(network.Id)) return Wrong("moreNetworks", $"Network {network.Name} is given twice; leave one out.");
            if (Check(choice.Endpoint, network, first ? "endpoint" : "moreNetworks") is { } fault) return fault;
            first = false;
        }

        return CheckPublished(settings, [.. state.Given(settings).Select(entry => entry.Network)]);
    }

    /// <summary>Refuses what is asked of one network.</summary>
    /// <param name="field">Where the wish stands in its message.</param>
    public static Fault? Check(EndpointSettings endpoint, NetworkRecord network, string field = "endpoint")
    {
        if (network.IsCni && !endpoint.IsPlain)
            return Wrong(field, $"Addresses of network {network.Name} come from its CNI plugins, and it has no names; leave address, hardware address and alias out.");
        if (endpoint.Links.Select(LinkText.Check).FirstOrDefault(fault => fault is not null) is { } unlinked) return unlinked;
        if (endpoint.MacAddress is { Length: > 0 } mac && HardwareAddress.Parse(mac) is null) return Wrong($"{field}.macAddress", $"'{mac}' is no hardware address of a single link; write one such as 02:42:ac:11:00:02.");
        if (network.BuiltIn && endpoint is { Aliases.Count: > 0 })
            return Wrong($"{field}.aliases", $"Network {network.Name} has no names; aliases are for networks made with 'network create'.");
        return CheckAddress(endpoint.Address, network, six: false, field + ".address") ?? CheckAddress(endpoint.Address6, network, six: true, field + ".address6");
    }

    public static Fault Missing(string name) => new(FaultCode.NotFound, $"network {name} not found. 'network ls' lists those there are.") { Field = "network" };

    private static Fault? CheckAddress(string? address, NetworkRecord network, bool six, string field)
    {
        if (address is not { Length: > 0 }) return null;
        if (network.BuiltIn) return Wrong(field, $"Addresses cannot be chosen in network {network.Name}; make a network with 'network create'.");
        if (network.BlockOf(six) is not { } block) return Wrong(field, $"Network {network.Name} has no IPv6; make one with 'network create --ipv6', or leave {address} out.");
        return Ip.Parse(address) is { } number && block.HasHost(number) && number != Ip.Parse(network.GatewayOf(six))
            ? null
            : Wrong(field, $"{address} is no address that a container can have in network {network.Name} ({block}, gateway {network.GatewayOf(six)}).");
    }

    private static Fault? CheckPublished(ContainerSettings settings, IReadOnlyList<NetworkRecord> networks)
    {
        if (settings.Ports.Count == 0) return null;
        // It may be connected with others before its start; until then its ports lead nowhere.
        if (networks.FirstOrDefault(network => !network.Internal) is not { } outward) return null;
        if (outward.IsCni)
        {
            return CniList.Parse(outward.Configuration, outward.Name).PublishesPorts
                ? null
                : Wrong("ports", $"None of the CNI plugins of network {outward.Name} publishes ports; add portmap with the capability portMappings to its list and make the network anew, or leave the ports out.");
        }

        if (!outward.IsBridge)
            return Wrong("ports", $"Containers of network {outward.Name} ({outward.Driver}) are reached at their own addresses: there is nothing to publish. Leave the ports out, or name a bridge network first.");
        return outward.HasSix || settings.Ports.All(port => Ip.Parse(port.HostAddress) is not { Six: true })
            ? null
            : Wrong("ports", $"Network {outward.Name} has no IPv6, so nothing can be published at an address of it; make a network with 'network create --ipv6'.");
    }

    private static Fault? CheckBare(ContainerSettings settings)
    {
        if (settings.MoreNetworks.Count > 0) return Wrong("moreNetworks", $"--network {settings.Network} goes with no other network; leave the others out.");
        return settings.Endpoint.IsPlain
            ? null
            : Wrong("endpoint", $"With --network {settings.Network} the container has no link of its own that could get an address, a hardware address or an alias; leave them out.");
    }

    private static Fault? CheckPort(PortMapping port)
    {
        if (port.Protocol is not ("tcp" or "udp" or "sctp")) return Wrong("ports", $"'{port.Protocol}' is no protocol of ports: tcp, udp or sctp.");
        if (port.ContainerPort is < 1 or > 65535 || port.HostPort is < 0 or > 65535 || port.HostPortEnd is < 0 or > 65535 || (port.HostPortEnd > 0 && port.HostPortEnd < port.HostPort))
            return Wrong("ports", $"Ports are numbers from 1 to 65535, ranges rise: {port.HostPort}-{port.HostPortEnd}:{port.ContainerPort}.");
        return port.HostAddress.Length == 0 || Ip.Parse(port.HostAddress) is not null
            ? null
            : Wrong("ports", $"'{port.HostAddress}' is no address of this host.");
    }

    private static Fault Wrong(string field, string sentence) => new(FaultCode.InvalidArgument, sentence) { Field = field };
}
