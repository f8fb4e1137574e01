using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>What is refused of networks and of containers' wishes about them: the one place of these rules. Each fault names the field and the fix.</summary>
internal static class NetworkRules
{
    private const string Apart = "com.docker.network.bridge.enable_icc", Masked = "com.docker.network.bridge.enable_ip_masquerade",
        HostAddress = "com.docker.network.bridge.host_binding_ipv4", Mtu = "com.docker.network.driver.mtu";

    private static readonly string[] Reserved = ["none", "host", "bridge", "default"];

    /// <summary>The network that is asked for, without what only the host can tell: an empty subnet is still to be chosen.</summary>
    public static (NetworkRecord? Network, Fault? Fault) Read(CreateNetwork create, NetworksState state, EngineTag tag, NetworkSettings settings, DateTimeOffset now)
    {
        var id = new NetworkId(ContainerId.New().Value);
        var network = new NetworkRecord
        {
            Id = id,
            Name = create.Name,
            Bridge = tag.Bridge(id.Value),
            Subnet = create.Subnet ?? "",
            Gateway = create.Gateway ?? "",
            Range = create.Range ?? "",
            Internal = create.Internal,
            Labels = create.Labels,
            Options = create.Options,
            CreatedAt = now,
            Mtu = settings.Mtu,
        };
        if (Check(create, state, settings) is { } fault) return (null, fault);
        foreach ((string key, string value) in create.Options)
        {
            switch (key)
            {
                case Apart when bool.TryParse(value, out bool together):
                    network = network with { Apart = !together };
                    break;
                case Masked when bool.TryParse(value, out bool masked):
                    network = network with { Unmasked = !masked };
                    break;
                case HostAddress when Ipv4.Parse(value) is not null:
                    network = network with { HostAddress = value };
                    break;
                case Mtu when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int mtu) && mtu is >= 68 and <= 65535:
                    network = network with { Mtu = mtu };
                    break;
                default:
                    return (null, Wrong("options", $"The driver option {key}={value} is not known, or its value is wrong; there are {Apart}=true|false, {Masked}=true|false, {HostAddress}=ADDRESS and {Mtu}=BYTES."));
            }
        }

        return (network, null);
    }

    /// <summary>Refuses what a container asks; null when it can be had.</summary>
    public static Fault? Check(ContainerSettings settings, NetworksState state)
    {
        foreach (PortMapping port in settings.Ports)
        {
            if (CheckPort(port) is { } wrong) return wrong;
        }

        if (settings.Endpoint.MacAddress is { Length: > 0 } mac && Ipv4.ParseMac(mac) is null) return Wrong("endpoint.macAddress", $"'{mac}' is no hardware address of a single link; write one such as 02:42:ac:11:00:02.");
        if (settings.Network == "none")
        {
            return settings.Ports.Count > 0 || settings.PublishAll
                ? Wrong("ports", "A container without a network has no port to publish; give it one with --network bridge, or leave the ports out.")
                : CheckBare(settings);
        }

        if (settings.Network == "host" || settings.Network.StartsWith("container:", StringComparison.Ordinal))
        {
            if (settings.Network != "host" && settings.Ports.Count > 0)
                return Wrong("ports", "The ports of a container that shares another one's network are published by that one; leave them out.");
            return CheckBare(settings);
        }

        if (state.Find(settings.Network) is not { } network) return Missing(settings.Network);
        if (network.Internal && settings.Ports.Count > 0) return Wrong("ports", $"Network {network.Name} is internal: nothing outside reaches it, so nothing can be published. Leave the ports out.");
        return Check(settings.Endpoint, network);
    }

    /// <summary>Refuses what is asked of one network.</summary>
    public static Fault? Check(EndpointSettings endpoint, NetworkRecord network)
    {
        if (network.BuiltIn && endpoint is { Aliases.Count: > 0 })
            return Wrong("endpoint.aliases", $"Network {network.Name} has no names; aliases are for networks made with 'network create'.");
        if (endpoint.Address is not { Length: > 0 } address) return null;
        if (network.BuiltIn) return Wrong("endpoint.address", $"Addresses cannot be chosen in network {network.Name}; make a network with 'network create'.");
        return Ipv4.Parse(address) is { } number && network.Block.Contains(number) && number >= network.Block.First && number <= network.Block.Last && address != network.Gateway
            ? null
            : Wrong("endpoint.address", $"{address} is no address that a container can have in network {network.Name} ({network.Subnet}, gateway {network.Gateway}).");
    }

    public static Fault Missing(string name) => new(FaultCode.NotFound, $"network {name} not found. 'network ls' lists those there are.") { Field = "network" };

    private static Fault? Check(CreateNetwork create, NetworksState state, NetworkSettings settings)
    {
        bool named = create.Name.Length is > 0 and <= 128 && char.IsAsciiLetterOrDigit(create.Name[0]) && create.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
        if (!named) return Wrong("name", $"'{create.Name}' is no name of a network: letters, digits, '_', '.' and '-', a letter or digit first, at most 128.");
        if (Reserved.Contains(create.Name)) return Wrong("name", $"The name {create.Name} has a meaning of its own; choose another one.");
        if (state.Networks.Values.Any(network => network.Name == create.Name))
            return new Fault(FaultCode.Conflict, $"network with name {create.Name} already exists; choose another name, or remove that network.") { Field = "name" };
        if (create.Driver != "bridge") return Wrong("driver", $"The driver {create.Driver} is not there; this engine has bridge.");
        if (state.Networks.Count >= settings.MaximumNetworks) return new Fault(FaultCode.Overloaded, $"There are {state.Networks.Count} networks already; remove some ('network prune').");
        if (create.Subnet is null) return create.Gateway is null && create.Range is null ? null : Wrong("subnet", "A gateway or a range needs the subnet that it is in; give --subnet too.");
        if (Subnet.Parse(create.Subnet) is not { Prefix: >= 8 and <= 30 } block) return Wrong("subnet", $"'{create.Subnet}' is no IPv4 subnet from /8 to /30; write its first address, such as 10.5.0.0/24.");
        if (state.Networks.Values.FirstOrDefault(network => network.Block.Overlaps(block)) is { } other)
            return new Fault(FaultCode.Conflict, $"The subnet {block} overlaps {other.Subnet} of network {other.Name}; choose another one.") { Field = "subnet" };
        if (create.Range is not null && (Subnet.Parse(create.Range) is not { } range || !block.Contains(range))) return Wrong("range", $"'{create.Range}' is no part of {block}.");
        return create.Gateway is not null && (Ipv4.Parse(create.Gateway) is not { } gateway || !block.Contains(gateway) || gateway < block.First || gateway > block.Last)
            ? Wrong("gateway", $"'{create.Gateway}' is no address of {block} that a host can have.")
            : null;
    }

    private static Fault? CheckBare(ContainerSettings settings) => settings.Endpoint is { Address: null or "", MacAddress: null or "", Aliases.Count: 0 }
        ? null
        : Wrong("endpoint", $"With --network {settings.Network} the container has no link of its own that could get an address, a hardware address or an alias; leave them out.");

    private static Fault? CheckPort(PortMapping port)
    {
        if (port.Protocol is not ("tcp" or "udp" or "sctp")) return Wrong("ports", $"'{port.Protocol}' is no protocol of ports: tcp, udp or sctp.");
        if (port.ContainerPort is < 1 or > 65535 || port.HostPort is < 0 or > 65535 || port.HostPortEnd is < 0 or > 65535 || (port.HostPortEnd > 0 && port.HostPortEnd < port.HostPort))
            return Wrong("ports", $"Ports are numbers from 1 to 65535, ranges rise: {port.HostPort}-{port.HostPortEnd}:{port.ContainerPort}.");
        return port.HostAddress.Length == 0 || Ipv4.Parse(port.HostAddress) is not null
            ? null
            : Wrong("ports", $"'{port.HostAddress}' is no IPv4 address of this host; ports are published on IPv4 only.");
    }

    private static Fault Wrong(string field, string sentence) => new(FaultCode.InvalidArgument, sentence) { Field = field };
}
