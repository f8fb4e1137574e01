using ActorEngine.Contracts;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Networks;

/// <summary>Networks as the API shows them.</summary>
internal static class NetworkResource
{
    /// <summary>A row of NetworkList, which has no containers since 1.28.</summary>
    public static Fields Row(NetworkInspection network, ApiVersion version)
    {
        var fields = Common(network, version);
        if (!version.Has(1, 28)) fields["Containers"] = Members(network);
        else if (!version.Has(1, 52)) fields["Containers"] = Fields.Empty();
        return fields;
    }

    /// <summary>NetworkInspect.</summary>
    public static Fields Of(NetworkInspection network, ApiVersion version)
    {
        var fields = Common(network, version);
        fields["Containers"] = Members(network);
        if (version.Has(1, 52) && network.Allocations.Count > 0) fields["Status"] = new Fields { ["IPAM"] = new Fields { ["Subnets"] = Allocations(network) } };
        return fields;
    }

    private static Fields Common(NetworkInspection network, ApiVersion version)
    {
        var shape = NetworkShape.Of(network);
        var fields = new Fields
        {
            ["Name"] = network.Name,
            ["Id"] = network.Id.Value,
            ["Created"] = shape["Created"],
            ["Scope"] = "local",
            ["Driver"] = network.Driver,
        };
        if (version.Has(1, 48)) fields["EnableIPv4"] = network.Driver is not ("host" or "null");
        fields["EnableIPv6"] = shape["EnableIPv6"];
        fields["IPAM"] = Addresses(network);
        fields["Internal"] = network.Internal;
        fields["Attachable"] = network.Attachable;
        fields["Ingress"] = false;
        fields["ConfigFrom"] = new Fields { ["Network"] = "" };
        fields["ConfigOnly"] = false;
        fields["Options"] = Fields.Map(network.Options);
        fields["Labels"] = Fields.Map(network.Labels);
        return fields;
    }

    private static Fields Addresses(NetworkInspection network)
    {
        List<Fields> blocks = [];
        if (network.Subnet.Length > 0) blocks.Add(Block(network, network.Subnet, network.Range, network.Gateway, six: false));
        if (network.Subnet6.Length > 0) blocks.Add(Block(network, network.Subnet6, network.Range6, network.Gateway6, six: true));
        return new Fields { ["Driver"] = "default", ["Options"] = null, ["Config"] = blocks };
    }

    private static Fields Block(NetworkInspection network, string subnet, string range, string gateway, bool six)
    {
        var fields = new Fields { ["Subnet"] = subnet };
        if (range.Length > 0) fields["IPRange"] = range;
        if (gateway.Length > 0) fields["Gateway"] = gateway;
        var reserved = network.Reserved.Where(entry => entry.Value.Contains(':') == six).ToList();
        if (reserved.Count > 0) fields["AuxiliaryAddresses"] = Fields.Map(reserved);
        return fields;
    }

    private static Fields Members(NetworkInspection network)
    {
        var members = Fields.Empty();
        foreach (var member in network.Members)
        {
            members[member.Container.Value] = new Fields
            {
                ["Name"] = member.Name,
                ["EndpointID"] = EndpointId(member, network),
                ["MacAddress"] = member.MacAddress,
                ["IPv4Address"] = member.Address,
                ["IPv6Address"] = member.Address6,
            };
        }

        return members;
    }

    // The same that the container shows.
    private static string EndpointId(NetworkMember member, NetworkInspection network) =>
        NetworkSettingsShape.EndpointId(member.Container, new ContainerNetwork { Network = network.Name, NetworkId = network.Id, MacAddress = member.MacAddress, Address = member.Address });

    private static Fields Allocations(NetworkInspection network)
    {
        var subnets = Fields.Empty();
        foreach (var allocation in network.Allocations)
            subnets[allocation.Subnet] = new Fields { ["IPsInUse"] = allocation.InUse, ["DynamicIPsAvailable"] = allocation.Available };
        return subnets;
    }
}
