using ActorEngine.Contracts;

namespace ActorEngine.Compose.Reading;

/// <summary>Top-level networks. Compose specification: networks.</summary>
internal static class NetworkReader
{
    public static ProjectNetwork Read(string key, Yaml.Node node, string project)
    {
        var fields = new Fields(node, $"networks.{key}");
        bool external = ExternalName.Read(fields, out string? externalName);
        string name = fields.Text("name") ?? externalName ?? (external ? key : $"{project}_{key}");
        var create = new CreateNetwork(name)
        {
            Driver = fields.Text("driver") ?? "bridge",
            Internal = fields.Is("internal"),
            Ipv6 = fields.Is("enable_ipv6"),
            Options = fields.Map("driver_opts"),
            Labels = fields.Map("labels"),
        };
        if (fields.Flag("enable_ipv4") == false) throw fields.Wrong("enable_ipv4", null, "a network without IPv4 is not supported");
        fields.Take("attachable");
        if (fields.Inner("ipam") is { } ipam) create = Addresses(create, ipam);
        fields.Done();
        return new ProjectNetwork(key, create, external);
    }

    private static CreateNetwork Addresses(CreateNetwork create, Fields ipam)
    {
        if (ipam.Text("driver") is { } driver and not "default") throw ipam.Wrong("driver", null, $"'{driver}' is not supported; default is");
        ipam.Refuse("options", "options of address drivers are not supported");
        int number = 0;
        foreach (var item in ipam.Items("config"))
        {
            var pool = new Fields(item, $"{ipam.Path}.config[{number++}]");
            string? subnet = pool.Text("subnet"), range = pool.Text("ip_range"), gateway = pool.Text("gateway");
            pool.Refuse("aux_addresses", "reserved addresses are not supported; bound what containers get with ip_range");
            pool.Done();
            bool six = (subnet ?? gateway)?.Contains(':') == true;
            if ((six ? create.Subnet6 : create.Subnet) is not null) throw pool.Wrong("", item, "a network has one subnet of a kind");
            create = six
                ? create with { Ipv6 = true, Subnet6 = subnet, Range6 = range, Gateway6 = gateway }
                : create with { Subnet = subnet, Range = range, Gateway = gateway };
        }

        ipam.Done();
        return create;
    }
}
