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
    // Packets from ::1 to ::1 are given the gateway's address as their source on the way out, since an answer to ::1 is taken from no other link than the
    // loopback; what comes back is given ::1 again behind the translation of addresses, before a socket is looked for.
    private const string Chains = """
          chain ports {
            dnat ip to ip daddr . meta l4proto . th dport map @bound
            dnat ip to meta l4proto . th dport map @open
            dnat ip6 to ip6 daddr . meta l4proto . th dport map @bound6
            dnat ip6 to meta l4proto . th dport map @open6
          }
          chain inward {
            ct status dnat ip saddr . oifname @local masquerade
            ct status dnat ip6 saddr . oifname @local6 masquerade
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
          chain loopback-out {
            type filter hook output priority raw; policy accept;
            ip6 saddr ::1 ip6 daddr ::1 ip6 saddr set meta l4proto . th dport map @loopback6
          }
          chain loopback-in {
            type filter hook input priority 150; policy accept;
            iifname "PREFIX*" ip6 saddr ::1 ip6 daddr set ::1
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
            ip6 saddr @outward6 masquerade
          }
          chain forward {
            type filter hook forward priority filter; policy accept;
            iifname "PREFIX*" jump leaving
            oifname "PREFIX*" jump arriving
          }
        """;

    private static readonly (string Name, string Type, bool Map, bool Interval)[] Sets =
    [
        ("bound", "ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service", true, false),
        ("open", "inet_proto . inet_service : ipv4_addr . inet_service", true, false),
        ("bound6", "ipv6_addr . inet_proto . inet_service : ipv6_addr . inet_service", true, false),
        ("open6", "inet_proto . inet_service : ipv6_addr . inet_service", true, false),
        ("loopback6", "inet_proto . inet_service : ipv6_addr", true, false),
        ("resolver", "inet_service : inet_service", true, false),
        ("gateways", "ifname . ipv4_addr", false, false),
        ("local", "ipv4_addr . ifname", false, true),
        ("local6", "ipv6_addr . ifname", false, true),
        ("together", "ifname . ifname", false, false),
        ("closed", "ifname", false, false),
        ("outward", "ipv4_addr", false, true),
        ("outward6", "ipv6_addr", false, true),
    ];

    /// <summary>Writes the whole table anew in one transaction; no packet meets the time in between.</summary>
    public static string Table(EngineTag tag, NetworksState state, int resolver = 0)
    {
        ILookup<string, string> elements = Elements(tag, state, resolver).ToLookup(element => element.Set, element => element.Text);
        var text = new StringBuilder($"add table inet {tag.Table}\ndelete table inet {tag.Table}\ntable inet {tag.Table} {{\n");
        foreach ((string name, string type, bool map, bool interval) in Sets)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {(map ? "map" : "set")} {name} {{\n    type {type}\n");
            if (interval) text.Append("    flags interval\n");
            if (elements.Contains(name)) text.Append(CultureInfo.InvariantCulture, $"    elements = {{ {string.Join(", ", elements[name])} }}\n");
            text.Append("  }\n");
        }

        return text.Append(Chains.Replace("PREFIX", tag.BridgePrefix, StringComparison.Ordinal)).Append("\n}\n").ToString();
    }

    /// <summary>Adds a network's elements.</summary>
    public static string Add(EngineTag tag, NetworkRecord network) => Adding(tag, NetworkElements.Of(network));

    /// <summary>Takes them away.</summary>
    public static string Remove(EngineTag tag, NetworkRecord network) => Removing(tag, NetworkElements.Of(network));

    /// <summary>Adds published ports that lead to an endpoint; empty where there are none.</summary>
    public static string Add(EngineTag tag, IReadOnlyList<PublishedPort> ports, Endpoint to, NetworkRecord network) => Adding(tag, ports.SelectMany(port => PortElements.Of(tag, port, to, network)));

    /// <summary>Takes published ports away.</summary>
    public static string Remove(EngineTag tag, IReadOnlyList<PublishedPort> ports, Endpoint to, NetworkRecord network) => Removing(tag, ports.SelectMany(port => PortElements.Of(tag, port, to, network)));

    /// <summary>Lets this engine's packets pass another program's chain that drops what it does not know. Written as that program writes its own rules, so that it can read them.</summary>
    public static string Accept(EngineTag tag, string table, string chain) =>
        $"insert rule {table} {chain} oifname \"{tag.BridgePrefix}*\" counter accept\ninsert rule {table} {chain} iifname \"{tag.BridgePrefix}*\" counter accept\n";

    private static IEnumerable<Element> Elements(EngineTag tag, NetworksState state, int resolver)
    {
        foreach (NetworkRecord network in state.Networks.Values.OrderBy(network => network.Bridge, StringComparer.Ordinal))
            foreach (Element element in NetworkElements.Of(network)) yield return element;
        foreach (Attachment attachment in state.Attached.Values)
        {
            if (attachment.Ports.Count == 0 || state.Outward(attachment) is not { } outward) continue;
            foreach (PublishedPort port in attachment.Ports)
                foreach (Element element in PortElements.Of(tag, port, outward, state.Network(outward))) yield return element;
        }

        if (resolver != 0) yield return new Element("resolver", "53", resolver.ToString(CultureInfo.InvariantCulture));
    }

    private static string Adding(EngineTag tag, IEnumerable<Element> elements) =>
        string.Concat(elements.Select(element => $"add element inet {tag.Table} {element.Set} {{ {element.Text} }}\n"));

    private static string Removing(EngineTag tag, IEnumerable<Element> elements) =>
        string.Concat(elements.Select(element => $"delete element inet {tag.Table} {element.Set} {{ {element.Key} }}\n"));
}
