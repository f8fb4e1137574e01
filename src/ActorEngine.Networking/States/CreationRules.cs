using System.Globalization;
using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>What is refused of networks that are to be made. Each fault names the field and the fix.</summary>
internal static class CreationRules
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
            Subnet6 = Canonical(create.Subnet6),
            Gateway6 = Ip.Canonical(create.Gateway6 ?? ""),
            Range6 = Canonical(create.Range6),
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
                case HostAddress when Ip.Parse(value) is { Six: false }:
                    network = network with { HostAddress = value };
                    break;
                case Mtu when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int mtu) && mtu >= (create.Ipv6 ? 1280 : 68) && mtu <= 65535:
                    network = network with { Mtu = mtu };
                    break;
                default:
                    return (null, Wrong("options", $"The driver option {key}={value} is not known, or its value is wrong; there are {Apart}=true|false, {Masked}=true|false, {HostAddress}=ADDRESS and {Mtu}=BYTES."));
            }
        }

        return (network, null);
    }

    private static Fault? Check(CreateNetwork create, NetworksState state, NetworkSettings settings)
    {
        bool named = create.Name.Length is > 0 and <= 128 && char.IsAsciiLetterOrDigit(create.Name[0]) && create.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
        if (!named) return Wrong("name", $"'{create.Name}' is no name of a network: letters, digits, '_', '.' and '-', a letter or digit first, at most 128.");
        if (Reserved.Contains(create.Name)) return Wrong("name", $"The name {create.Name} has a meaning of its own; choose another one.");
        if (state.Networks.Values.Any(network => network.Name == create.Name))
            return new Fault(FaultCode.Conflict, $"network with name {create.Name} already exists; choose another name, or remove that network.") { Field = "name" };
        if (create.Driver != "bridge") return Wrong("driver", $"The driver {create.Driver} is not there; this engine has bridge.");
        if (state.Networks.Count >= settings.MaximumNetworks) return new Fault(FaultCode.Overloaded, $"There are {state.Networks.Count} networks already; remove some ('network prune').");
        if (!create.Ipv6 && (create.Subnet6 ?? create.Gateway6 ?? create.Range6) is not null) return Wrong("ipv6", "Addresses of IPv6 are given for a network that has none; give --ipv6 too.");
        return CheckAddresses(create.Subnet, create.Gateway, create.Range, state, six: false) ?? CheckAddresses(create.Subnet6, create.Gateway6, create.Range6, state, six: true);
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
