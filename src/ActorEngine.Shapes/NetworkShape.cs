using ActorEngine.Contracts;

namespace ActorEngine.Shapes;

/// <summary>What network inspect shows, in the shape of the Docker Engine API.</summary>
internal static class NetworkShape
{
    public static Fields Of(NetworkInspection network)
    {
        var containers = Fields.Empty();
        foreach (var member in network.Members)
        {
            containers[member.Container.Value] = new Fields
            {
                ["Name"] = member.Name,
                ["EndpointID"] = "",
                ["MacAddress"] = member.MacAddress,
                ["IPv4Address"] = member.Address,
                ["IPv6Address"] = member.Address6,
            };
        }

        return new Fields
        {
            ["Name"] = network.Name,
            ["Id"] = network.Id.Value,
            ["Created"] = Human.Rfc3339(network.CreatedAt),
            ["Scope"] = "local",
            ["Driver"] = network.Driver,
            ["EnableIPv6"] = network.Subnet6.Length > 0,
            ["IPAM"] = new Fields { ["Driver"] = "default", ["Options"] = Fields.Empty(), ["Config"] = Addresses(network) },
            ["Internal"] = network.Internal,
            ["Attachable"] = false,
            ["Ingress"] = false,
            ["Containers"] = containers,
            ["Options"] = Fields.Map(network.Options),
            ["Labels"] = Fields.Map(network.Labels),
            ["Bridge"] = network.Bridge,
        };
    }

    private static List<Fields> Addresses(NetworkInspection network)
    {
        List<Fields> blocks = [];
        if (network.Subnet.Length > 0) blocks.Add(Block(network.Subnet, network.Range, network.Gateway));
        if (network.Subnet6.Length > 0) blocks.Add(Block(network.Subnet6, network.Range6, network.Gateway6));
        return blocks;
    }

    private static Fields Block(string subnet, string range, string gateway)
    {
        var fields = new Fields { ["Subnet"] = subnet };
        if (range.Length > 0) fields["IPRange"] = range;
        fields["Gateway"] = gateway;
        return fields;
    }
}
