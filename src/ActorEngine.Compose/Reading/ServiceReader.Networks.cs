using System.Globalization;
using ActorEngine.Cli.Values;
using ActorEngine.Compose.Yaml;
using ActorEngine.Contracts;

namespace ActorEngine.Compose.Reading;

internal sealed partial class ServiceReader
{
    private ContainerSettings Networked(ContainerSettings settings)
    {
        settings = settings with { Ports = Ports(), ExposedPorts = fields.Each("expose", PortSyntax.Exposed) };
        string? mac = fields.Text("mac_address");
        if (fields.Text("network_mode") is { } mode)
        {
            if (fields.Has("networks")) throw fields.Wrong("network_mode", null, "network_mode and networks do not go together");
            return settings with { Network = Mode(mode), Endpoint = new EndpointSettings { MacAddress = mac } };
        }

        var links = Links();
        var choices = Choices().ConvertAll(choice => choice with { Endpoint = choice.Endpoint with { Links = links } });
        if (choices.Count == 0) return settings with { Network = "none" };
        var first = choices[0];
        if (mac is not null && first.Endpoint.MacAddress is null) first = first with { Endpoint = first.Endpoint with { MacAddress = mac } };
        return settings with { Network = first.Network, Endpoint = first.Endpoint, MoreNetworks = [.. choices.Skip(1)] };
    }

    // Other names for services, and for containers of other projects; a service by its own name needs none.
    private List<string> Links() =>
        [.. Sound("links").Where(link => LinkText.Parse(link) is var (service, other) && service != other), .. Sound("external_links")];

    private IEnumerable<string> Sound(string attribute) =>
        fields.Words(attribute).Select(link => LinkText.Check(link) is { } wrong ? throw fields.Wrong(attribute, null, wrong.Message) : link);

    private string Mode(string mode)
    {
        if (!mode.StartsWith("service:", StringComparison.Ordinal)) return mode;
        string service = Known("network_mode", mode[8..]);
        Depend(service, DependencyCondition.Started);
        return $"container:{scope.FirstContainer(service)}";
    }

    private List<NetworkChoice> Choices()
    {
        if (!fields.Has("networks")) return [new NetworkChoice(scope.Networks["default"].Create.Name) { Endpoint = new EndpointSettings { Aliases = [name] } }];
        var found = new List<(NetworkChoice Choice, int Priority)>();
        foreach (var (key, place, node) in fields.Entries("networks"))
        {
            if (!scope.Networks.TryGetValue(key, out var network)) throw new ComposeException(place, $"{fields.Path}.networks", $"there is no network '{key}'; name it under networks at the top");
            var inner = new Fields(node, $"{fields.Path}.networks.{key}");
            var endpoint = new EndpointSettings
            {
                Aliases = [name, .. inner.Words("aliases").Where(alias => alias != name)],
                Address = inner.ParsedClass("ipv4_address", SmallSyntax.Address),
                Address6 = inner.ParsedClass("ipv6_address", SmallSyntax.Address),
                MacAddress = inner.Text("mac_address"),
            };
            int priority = (inner.Parsed("gw_priority", Numbers.Int) ?? 0) * 10_000 + (inner.Parsed("priority", Numbers.Int) ?? 0);
            inner.Refuse("link_local_ips", "link-local addresses are not supported");
            inner.Refuse("driver_opts", "a container's options of a network are not supported");
            inner.Refuse("interface_name", "names of interfaces are not supported");
            inner.Done();
            found.Add((new NetworkChoice(network.Create.Name) { Endpoint = endpoint }, priority));
        }

        return [.. found.OrderByDescending(pair => pair.Priority).Select(pair => pair.Choice)];
    }

    private IReadOnlyList<PortMapping> Ports()
    {
        var found = new List<PortMapping>();
        int number = 0;
        foreach (var item in fields.Items("ports"))
        {
            string attribute = $"ports[{number++}]";
            var more = item is TextNode text ? fields.Parse(attribute, item, text.Text, PortSyntax.Parse) : Port(new Fields(item, $"{fields.Path}.{attribute}"));
            foreach (var port in more)
            {
                if (!found.Contains(port)) found.Add(port);
            }
        }

        return found;
    }

    private static IReadOnlyList<PortMapping> Port(Fields port)
    {
        string target = port.Text("target") ?? throw port.Wrong("", null, "'target' is missing");
        string published = port.Text("published") ?? "", address = port.Text("host_ip") ?? "", protocol = port.Text("protocol") ?? "tcp";
        if (port.Text("mode") is { } mode and not ("host" or "ingress")) throw port.Wrong("mode", null, $"'{mode}' is not a mode; write host or ingress");
        port.Text("name");
        port.Text("app_protocol");
        port.Done();
        if (address.Contains(':') && !address.StartsWith('[')) address = $"[{address}]";
        string text = (published.Length, address.Length) switch
        {
            (0, 0) => target,
            (_, 0) => string.Create(CultureInfo.InvariantCulture, $"{published}:{target}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{address}:{published}:{target}"),
        };
        return port.Parse("", new TextNode(port.Place, text), $"{text}/{protocol}", PortSyntax.Parse);
    }
}
