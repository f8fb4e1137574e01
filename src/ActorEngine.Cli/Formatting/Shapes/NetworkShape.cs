using ActorEngine.Contracts;

namespace ActorEngine.Cli.Formatting.Shapes;

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
                ["IPv6Address"] = "",
            };
        }

        return new Fields
        {
            ["Name"] = network.Name,
            ["Id"] = network.Id.Value,
            ["Created"] = Human.Rfc3339(network.CreatedAt),
            ["Scope"] = "local",
            ["Driver"] = network.Driver,
            ["EnableIPv6"] = false,
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
        if (network.Subnet.Length == 0) return [];
        var fields = new Fields { ["Subnet"] = network.Subnet };
        if (network.Range.Length > 0) fields["IPRange"] = network.Range;
        fields["Gateway"] = network.Gateway;
        return [fields];
    }
}
