using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>What is refused of networks that are to be made. Each fault names the field and the fix.</summary>
internal static class CreationRules
{
    private static readonly string[] Reserved = ["none", "host", "bridge", "default"];

    /// <summary>The network that is asked for, without what only the host can tell: an empty subnet is still to be chosen.</summary>
    public static (NetworkRecord? Network, Fault? Fault) Read(CreateNetwork create, NetworksState state, EngineTag tag, NetworkSettings settings, DateTimeOffset now)
    {
        var id = new NetworkId(ContainerId.New().Value);
        var network = new NetworkRecord
        {
            Id = id,
            Name = create.Name,
            Driver = create.Driver,
            Bridge = create.Driver == "bridge" ? tag.Bridge(id.Value) : "",
            Subnet = create.Subnet ?? "",
            Gateway = create.Gateway ?? "",
            Range = create.Range ?? "",
            Subnet6 = Canonical(create.Subnet6),
            Gateway6 = Ip.Canonical(create.Gateway6 ?? ""),
            Range6 = Canonical(create.Range6),
            Internal = create.Internal,
            Attachable = create.Attachable,
            Reserved = create.Reserved.ToDictionary(entry => entry.Key, entry => Ip.Canonical(entry.Value)),
            Labels = create.Labels,
            Options = create.Options,
            CreatedAt = now,
            Mtu = create.Driver == "bridge" ? settings.Mtu : 0,
        };
        if (Check(create, state, settings) is { } fault) return (null, fault);
        return DriverOptions.Apply(network, create);
    }

    private static Fault? Check(CreateNetwork create, NetworksState state, NetworkSettings settings)
    {
        bool named = create.Name.Length is > 0 and <= 128 && (char.IsAsciiLetterOrDigit(create.Name[0]) || create.Name[0] is '_' or '-') && create.Name[^1] != ' ' && create.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or ' ');
        if (!named) return Wrong("name", $"'{create.Name}' is no name of a network: letters, digits, '_', '.', '-' and blanks, no '.' or blank first and no blank last, at most 128.");
        if (Reserved.Contains(create.Name)) return new Fault(FaultCode.PermissionDenied, $"operation is not permitted on predefined {create.Name} network: network with name {create.Name} already exists; choose another name.") { Field = "name" };
        if (state.Networks.Values.Any(network => network.Name == create.Name))
            return new Fault(FaultCode.Conflict, $"network with name {create.Name} already exists; choose another name, or remove that network.") { Field = "name" };
        if (create.Driver is not ("bridge" or "macvlan" or "cni")) return Wrong("driver", $"The driver {create.Driver} is not there; this engine has bridge, macvlan and cni.");
        if (create.Driver == "cni" && (create.Subnet ?? create.Gateway ?? create.Range ?? create.Subnet6 ?? create.Gateway6 ?? create.Range6) is not null)
            return Wrong("subnet", "Addresses of a network of the driver cni are a matter of its configuration list; leave them out.");
        if (create.Driver == "cni" && (create.Internal || create.Ipv6)) return Wrong(create.Internal ? "internal" : "ipv6", "What a network of the driver cni is like is a matter of its configuration list; leave --internal and --ipv6 out.");
        if (state.Networks.Count >= settings.MaximumNetworks) return new Fault(FaultCode.Overloaded, $"There are {state.Networks.Count} networks already; remove some ('network prune').");
        if (!create.Ipv6 && (create.Subnet6 ?? create.Gateway6 ?? create.Range6) is not null) return Wrong("ipv6", "Addresses of IPv6 are given for a network that has none; give --ipv6 too.");
        return CheckAddresses(create.Subnet, create.Gateway, create.Range, state, six: false) ?? CheckAddresses(create.Subnet6, create.Gateway6, create.Range6, state, six: true) ?? CheckReserved(create);
    }

    private static Fault? CheckReserved(CreateNetwork create)
    {
        foreach ((string name, string text) in create.Reserved)
        {
            if (Ip.Parse(text) is not { } address) return Wrong("reserved", $"'{text}', reserved as {name}, is no address.");
            if (Subnet.Parse(address.Six ? create.Subnet6 : create.Subnet) is not { } block || !block.HasHost(address))
                return Wrong("reserved", $"{address}, reserved as {name}, is in no subnet that is given for the network.");
        }

        return null;
    }

    private static Fault? CheckAddresses(string? subnet, string? gateway, string? range, NetworksState state, bool six)
    {
        string digit = six ? "6" : "";
        if (subnet is null) return gateway is null && range is null ? null : Wrong("subnet" + digit, "A gateway or a range needs the subnet that it is in; give --subnet too.");
        (int shortest, int longest) = six ? (16, AddressPool.Longest6) : (8, AddressPool.Longest);
        if (Subnet.Parse(subnet) is not { } block || block.Six != six || block.Prefix < shortest || block.Prefix > longest)
            return Wrong("subnet" + digit, $"'{subnet}' is no {(six ? "IPv6" : "IPv4")} subnet from /{shortest} to /{longest}; write its first address, such as {(six ? "fd12:3456:789a::/64" : "10.5.0.0/24")}.");
        if (state.Networks.Values.FirstOrDefault(network => network.BlockOf(six)?.Overlaps(block) == true) is { } other)
            return new Fault(FaultCode.Conflict, $"The subnet {block} overlaps {other.BlockOf(six)} of network {other.Name}; choose another one.") { Field = "subnet" + digit };
        if (range is not null && (Subnet.Parse(range) is not { } part || !block.Contains(part))) return Wrong("range" + digit, $"'{range}' is no part of {block}.");
        return gateway is not null && (Ip.Parse(gateway) is not { } address || !block.HasHost(address)) ? Wrong("gateway" + digit, $"'{gateway}' is no address of {block} that a host can have.") : null;
    }

    private static string Canonical(string? subnet) => subnet is null ? "" : Subnet.Parse(subnet)?.ToString() ?? subnet;

    private static Fault Wrong(string field, string sentence) => new(FaultCode.InvalidArgument, sentence) { Field = field };
}
