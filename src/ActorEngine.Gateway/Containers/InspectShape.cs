using ActorEngine.Contracts;
using ActorEngine.Gateway.Routing;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Containers;

/// <summary>ContainerInspectResponse of the API's description, as each version of it has it: what inspect shows, without what only this engine has.</summary>
internal static class InspectShape
{
    private static readonly string[] OwnOfContainer = ["LogDelivery", "DependsOn", "ActorPath", "BundlePath", "CgroupPath"];
    private static readonly string[] OwnOfState = ["OOMKills", "ExitCodeKnown", "ShimPid", "WaitingFor", "Recovering"];
    private static readonly string[] OldOfNetworks = ["IPAddress", "IPPrefixLen", "Gateway", "GlobalIPv6Address", "GlobalIPv6PrefixLen", "IPv6Gateway", "MacAddress"];

    /// <param name="sizes">Where they are asked for.</param>
    public static Fields Of(ContainerInspection container, ApiVersion version, ContainerSizes? sizes)
    {
        var fields = ContainerShape.Of(container);
        Without(fields, OwnOfContainer);
        var state = Part(fields, "State");
        Without(state, OwnOfState);
        state["Status"] = StateWords.Of(container.State.Status);
        var host = Part(fields, "HostConfig");
        Part(host, "RestartPolicy").Remove("OnUnhealthy");
        if (!version.Has(1, 43)) host.Remove("Annotations");
        if (version.Has(1, 52))
        {
            fields.Remove("GraphDriver");
            fields["Storage"] = new Fields { ["RootFS"] = new Fields { ["Snapshot"] = new Fields { ["Name"] = "overlayfs" } } };
        }

        if (sizes is not null)
        {
            fields["SizeRw"] = sizes.Written(container.Id);
            fields["SizeRootFs"] = sizes.Whole(container.Id, container.ImageId);
        }

        Config(Part(fields, "Config"), container, version);
        Networks(Part(fields, "NetworkSettings"), container, version);
        return fields;
    }

    private static void Config(Fields config, ContainerInspection container, ApiVersion version)
    {
        if (config["Healthcheck"] is null) config.Remove("Healthcheck");
        else Healthcheck(Part(config, "Healthcheck"), version);
        if (config["StopTimeout"] is null) config.Remove("StopTimeout");
        if (container.ImageConfiguration.Shell.Count > 0) config["Shell"] = container.ImageConfiguration.Shell;
        if (!version.Has(1, 52) && container.Settings.Endpoint.MacAddress is { Length: > 0 } address) config["MacAddress"] = address;
    }

    // As in Docker, what is not set is not there.
    private static void Healthcheck(Fields check, ApiVersion version)
    {
        foreach (string name in check.Names.ToList())
            if (check[name] is 0 or TimeSpan { Ticks: 0 }) check.Remove(name);
        if (!version.Has(1, 44)) check.Remove("StartInterval");
    }

    private static void Networks(Fields settings, ContainerInspection container, ApiVersion version)
    {
        if (version.Has(1, 52)) Without(settings, OldOfNetworks);
        else
        {
            settings["Bridge"] = "";
            settings["HairpinMode"] = false;
            settings["LinkLocalIPv6Address"] = "";
            settings["LinkLocalIPv6PrefixLen"] = 0;
            settings["SecondaryIPAddresses"] = null;
            settings["SecondaryIPv6Addresses"] = null;
            settings["EndpointID"] = container.Networks.FirstOrDefault(network => network.Network == "bridge") is { } bridge ? NetworkSettingsShape.EndpointId(container.Id, bridge) : "";
        }

        foreach (var (name, value) in Part(settings, "Networks"))
        {
            var endpoint = (Fields)value!;
            if (!version.Has(1, 48)) endpoint.Remove("GwPriority");
            if (!version.Has(1, 44)) endpoint.Remove("DNSNames");
            // Up to 1.44 the short id was among the aliases, from the first start on: compose 1 connects anew what does not have it yet.
            if (!version.Has(1, 45) && container.State.Status != ContainerStatus.Created && name is not ("bridge" or "host" or "none"))
                endpoint["Aliases"] = ((IEnumerable<string>?)endpoint["Aliases"] ?? []).Append(container.Id.Short).Concat(container.Settings.Hostname is { } host ? [host] : []).Distinct().ToList();
        }
    }

    private static Fields Part(Fields fields, string name) => (Fields)fields[name]!;

    private static void Without(Fields fields, string[] names)
    {
        foreach (string name in names) fields.Remove(name);
    }
}
