using System.Globalization;
using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>
/// The engine's rules as text for nft(8). Chains never change: what changes are elements of sets and maps, so that the five-hundredth
/// port costs what the first did, and another program's work on our table shows as a difference.
/// </summary>
internal static class FirewallScript
{
    private const string Chains = """
          chain ports {
            dnat ip to ip daddr . meta l4proto . th dport map @bound
            dnat ip to meta l4proto . th dport map @open
          }
          chain inward {
            ct status dnat ip saddr . oifname @local masquerade
            ip saddr 127.0.0.0/8 masquerade
            accept
          }
          chain leaving {
            ct state established,related accept
            iifname . oifname @together accept
            iifname @closed drop
          }
          chain arriving {
            ct state established,related accept
            iifname . oifname @together accept
            ct status dnat accept
            drop
          }
          chain guard {
            type filter hook prerouting priority raw; policy accept;
            iifname "PREFIX*" ip daddr 127.0.0.0/8 drop
          }
          chain prerouting {
            type nat hook prerouting priority dstnat; policy accept;
            meta l4proto { tcp, udp } iifname . ip daddr @gateways redirect to :th dport map @resolver
            fib daddr type local jump ports
          }
          chain output {
            type nat hook output priority -100; policy accept;
            fib daddr type local jump ports
          }
          chain postrouting {
            type nat hook postrouting priority srcnat; policy accept;
            oifname "PREFIX*" jump inward
            ip saddr @outward masquerade
          }
          chain forward {
            type filter hook forward priority filter; policy accept;
            iifname "PREFIX*" jump leaving
            oifname "PREFIX*" jump arriving
          }
        """;

    /// <summary>Writes the whole table anew in one transaction; no packet meets the time in between.</summary>
    public static string Table(EngineTag tag, NetworksState state, int resolver = 0)
    {
        var text = new StringBuilder($"add table inet {tag.Table}\ndelete table inet {tag.Table}\ntable inet {tag.Table} {{\n");
        List<NetworkRecord> networks = [.. state.Networks.Values.OrderBy(network => network.Bridge, StringComparer.Ordinal)];
        List<string> bound = [], open = [];
        foreach (Attachment attachment in state.Attached.Values)
            foreach (PublishedPort port in attachment.Ports)
                if (state.Outward(attachment) is { } outward) (IsOpen(port) ? open : bound).Add(Element(port, outward.Address));
        Set(text, "map bound", "ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service", false, bound);
        Set(text, "map open", "inet_proto . inet_service : ipv4_addr . inet_service", false, open);
        Set(text, "map resolver", "inet_service : inet_service", false, resolver == 0 ? [] : [$"53 : {resolver}"]);
        Set(text, "set gateways", "ifname . ipv4_addr", false, networks.Where(Named).Select(GatewayOf));
        Set(text, "set local", "ipv4_addr . ifname", true, networks.Select(Local));
        Set(text, "set together", "ifname . ifname", false, networks.Where(network => !network.Apart).Select(Together));
        Set(text, "set closed", "ifname", false, networks.Where(network => network.Internal).Select(Closed));
        Set(text, "set outward", "ipv4_addr", true, networks.Where(Masked).Select(network => network.Subnet));
        return text.Append(Chains.Replace("PREFIX", tag.BridgePrefix, StringComparison.Ordinal)).Append("\n}\n").ToString();
    }

    /// <summary>Adds a network's elements.</summary>
    public static string Add(EngineTag tag, NetworkRecord network) => Change("add", tag, network);

    /// <summary>Takes them away.</summary>
    public static string Remove(EngineTag tag, NetworkRecord network) => Change("delete", tag, network);

    /// <summary>Adds published ports that lead to an address; empty where there are none.</summary>
    public static string Add(EngineTag tag, IReadOnlyList<PublishedPort> ports, string address) =>
        string.Concat(ports.Select(port => $"add element inet {tag.Table} {Map(port)} {{ {Element(port, address)} }}\n"));

    /// <summary>Takes published ports away.</summary>
    public static string Remove(EngineTag tag, IReadOnlyList<PublishedPort> ports) =>
        string.Concat(ports.Select(port => $"delete element inet {tag.Table} {Map(port)} {{ {Key(port)} }}\n"));

    /// <summary>Lets this engine's packets pass another program's chain that drops what it does not know. Written as that program writes its own rules, so that it can read them.</summary>
    public static string Accept(EngineTag tag, string table, string chain) =>
        $"insert rule {table} {chain} oifname \"{tag.BridgePrefix}*\" counter accept\ninsert rule {table} {chain} iifname \"{tag.BridgePrefix}*\" counter accept\n";

    private static string Change(string verb, EngineTag tag, NetworkRecord network)
    {
        var text = new StringBuilder();
        void Element(string set, string element) => text.Append(CultureInfo.InvariantCulture, $"{verb} element inet {tag.Table} {set} {{ {element} }}\n");
        Element("local", Local(network));
        if (Named(network)) Element("gateways", GatewayOf(network));
        if (!network.Apart) Element("together", Together(network));
        if (network.Internal) Element("closed", Closed(network));
        if (Masked(network)) Element("outward", network.Subnet);
        return text.ToString();
    }

    private static bool Named(NetworkRecord network) => !network.BuiltIn;

    private static string GatewayOf(NetworkRecord network) => $"\"{network.Bridge}\" . {network.Gateway}";

    private static bool Masked(NetworkRecord network) => network is { Internal: false, Unmasked: false };

    private static string Local(NetworkRecord network) => $"{network.Subnet} . \"{network.Bridge}\"";

    private static string Together(NetworkRecord network) => $"\"{network.Bridge}\" . \"{network.Bridge}\"";

    private static string Closed(NetworkRecord network) => $"\"{network.Bridge}\"";

    private static bool IsOpen(PublishedPort port) => port.HostAddress == PortPlan.Everywhere;

    private static string Map(PublishedPort port) => IsOpen(port) ? "open" : "bound";

    private static string Key(PublishedPort port) =>
        IsOpen(port) ? $"{port.Protocol} . {port.HostPort}" : $"{port.HostAddress} . {port.Protocol} . {port.HostPort}";

    private static string Element(PublishedPort port, string address) => $"{Key(port)} : {address} . {port.ContainerPort}";

    private static void Set(StringBuilder text, string name, string type, bool interval, IEnumerable<string> elements)
    {
        text.Append(CultureInfo.InvariantCulture, $"  {name} {{\n    type {type}\n");
        if (interval) text.Append("    flags interval\n");
        string all = string.Join(", ", elements);
        if (all.Length > 0) text.Append(CultureInfo.InvariantCulture, $"    elements = {{ {all} }}\n");
        text.Append("  }\n");
    }
}
