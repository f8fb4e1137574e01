using System.Security.Cryptography;
using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.Shapes;

/// <summary>The NetworkSettings part, and the parts of HostConfig that are about ports.</summary>
internal static class NetworkSettingsShape
{
    public static Fields Of(ContainerInspection container)
    {
        var networks = Fields.Empty();
        foreach (var network in container.Networks) networks[network.Network] = Network(network, container);
        bool lent = container.Settings.Network.StartsWith("container:", StringComparison.Ordinal);
        if (lent) networks.Remove(container.Settings.Network);
        else if (container.Networks.Count == 0) networks[container.Settings.Network] = Network(new ContainerNetwork { Network = container.Settings.Network, NetworkId = new NetworkId(""), Asked = container.Settings.Endpoint }, container);
        var first = container.Networks.FirstOrDefault(network => network.Network == "bridge") ?? new ContainerNetwork { Network = "" };
        return new Fields
        {
            ["SandboxID"] = container.NetworkNamespacePath.Length == 0 ? "" : Identifier(container.NetworkNamespacePath),
            ["SandboxKey"] = container.NetworkNamespacePath,
            ["Ports"] = Ports(container.Ports.Select(port => (port.ContainerPort, port.Protocol, port.HostAddress, port.HostPort > 0 ? port.HostPort.ToString(System.Globalization.CultureInfo.InvariantCulture) : null))),
            ["IPAddress"] = first.Address,
            ["IPPrefixLen"] = first.PrefixLength,
            ["Gateway"] = first.Gateway,
            ["GlobalIPv6Address"] = first.Address6,
            ["GlobalIPv6PrefixLen"] = first.PrefixLength6,
            ["IPv6Gateway"] = first.Gateway6,
            ["MacAddress"] = first.MacAddress,
            ["Networks"] = networks,
        };
    }

    /// <summary>Ports as asked for.</summary>
    public static Fields Bindings(ContainerSettings settings) => Ports(settings.Ports.Select(port => (port.ContainerPort, port.Protocol, port.HostAddress, (string?)HostPort(port))));

    /// <summary>An id of a container's part in a network, made of both; empty while it has none.</summary>
    public static string EndpointId(ContainerId container, ContainerNetwork network) => network is { Address: "", Address6: "", MacAddress: "" } ? ""
        : Identifier($"{container.Value}/{network.NetworkId.Value}");

    private static Fields Network(ContainerNetwork network, ContainerInspection container) => new()
    {
        ["IPAMConfig"] = Chosen(network.Asked),
        ["Links"] = network is { Network: not "bridge", Asked: { Links.Count: > 0 } linked } ? linked.Links : null,
        ["Aliases"] = network.Aliases.Count == 0 ? null : network.Aliases,
        ["MacAddress"] = network.MacAddress.Length > 0 ? network.MacAddress : network.Asked?.MacAddress ?? "",
        ["NetworkID"] = network.NetworkId.Value ?? "",
        ["DriverOpts"] = network.Asked is { Options.Count: > 0 } noted ? Fields.Map(noted.Options) : null,
        ["GwPriority"] = 0,
        ["EndpointID"] = EndpointId(container.Id, network),
        ["Gateway"] = network.Gateway,
        ["IPAddress"] = network.Address,
        ["IPPrefixLen"] = network.PrefixLength,
        ["IPv6Gateway"] = network.Gateway6,
        ["GlobalIPv6Address"] = network.Address6,
        ["GlobalIPv6PrefixLen"] = network.PrefixLength6,
        ["DNSNames"] = DnsNames(network, container),
    };

    // Of networks that users made; those of the engine have no names.
    private static List<string>? DnsNames(ContainerNetwork network, ContainerInspection container) => network.Network is "bridge" or "host" or "none" ? null
        : [.. new[] { container.Name }.Concat(network.Aliases).Append(container.Id.Short).Concat(container.Settings.Hostname is { Length: > 0 } host ? [host] : []).Distinct()];

    private static string Identifier(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static Fields? Chosen(EndpointSettings? asked)
    {
        if (asked is null or { Address: null or "", Address6: null or "" }) return null;
        var fields = Fields.Empty();
        if (asked.Address is { Length: > 0 } four) fields["IPv4Address"] = four;
        if (asked.Address6 is { Length: > 0 } six) fields["IPv6Address"] = six;
        return fields;
    }

    private static Fields Ports(IEnumerable<(int Port, string Protocol, string Address, string? HostPort)> ports)
    {
        var map = Fields.Empty();
        foreach (var group in ports.GroupBy(port => $"{port.Port}/{port.Protocol}"))
        {
            var bound = group.Where(port => port.HostPort is not null).Select(port => new Fields { ["HostIp"] = port.Address, ["HostPort"] = port.HostPort }).ToList();
            map[group.Key] = bound.Count == 0 ? null : bound;
        }

        return map;
    }

    private static string HostPort(PortMapping port) => port switch
    {
        { HostPort: 0 } => "",
        { HostPortEnd: 0 } => $"{port.HostPort}",
        _ => $"{port.HostPort}-{port.HostPortEnd}",
    };
}
