using System.Net;
using ActorEngine.Networking;
using Akka.Configuration;

namespace ActorEngine.Daemon;

/// <summary>Maps the section <c>networks</c>.</summary>
internal static class NetworkSettingsReader
{
    public static NetworkSettings Read(SettingsReader from, Config config, EngineOptions options)
    {
        string subnet = from.Text("networks.bridge-subnet");
        if (subnet.Length > 0 && !IsSubnet(subnet, 8, 30)) from.Complain("networks.bridge-subnet", subnet, "empty, or an IPv4 subnet from /8 to /30 such as 172.17.0.0/16");
        int first = from.Number("networks.first-port", 1, 65535), last = from.Number("networks.last-port", 1, 65535);
        if (last < first) from.Complain("networks.last-port", last.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{first} or more");
        return new NetworkSettings
        {
            RunDirectory = options.RunDirectory,
            StateDirectory = options.StateDirectory,
            CniConfiguration = from.Text("networks.cni-configuration"),
            CniPlugins = [.. config.GetStringList($"{ConfigurationFiles.Section}.networks.cni-plugins")],
            EngineId = "",
            ResolverPath = from.TextOrNull("networks.name-server") ?? Path.Combine(AppContext.BaseDirectory, "actor-dns"),
            Pools = ReadPools(from, config),
            BridgeSubnet = subnet,
            Mtu = from.Number("networks.mtu", 68, 65535),
            PortForwarder = from.Text("networks.port-forwarder"),
            FirstPort = first,
            LastPort = last,
            CheckInterval = from.Duration("networks.check-interval", TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
            MaximumNetworks = from.Number("networks.networks", 1, 100_000),
        };
    }

    /// <summary>What containers get that name no network. Never the host's: that takes a right of its own, which who names nothing was not asked for.</summary>
    public static string Default(SettingsReader from)
    {
        string name = from.Text("networks.default");
        if (name.Length > 0 && name is not ("host" or "default") && !name.Contains(':')) return name;
        from.Complain("networks.default", name, "bridge, none, or the name of a network");
        return "none";
    }

    private static List<SubnetPool> ReadPools(SettingsReader from, Config config)
    {
        var pools = new List<SubnetPool>();
        foreach (string text in config.GetStringList($"{ConfigurationFiles.Section}.networks.pools"))
        {
            string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 2 && (IsSubnet(words[0], 8, 30) || IsSubnet6(words[0])) && int.TryParse(words[1], out int size) && size <= (words[0].Contains(':') ? 126 : 30) && size >= int.Parse(words[0].Split('/')[1], System.Globalization.CultureInfo.InvariantCulture))
                pools.Add(new SubnetPool(words[0], size));
            else from.Complain("networks.pools", text, "a list of 'SUBNET SIZE', such as 172.24.0.0/13 20 or fd12:3456:789a::/48 64: networks of that prefix length are cut from the subnet");
        }

        return pools;
    }

    private static bool IsSubnet6(string text) =>
        IPNetwork.TryParse(text, out var network) && network.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 && network.PrefixLength is >= 16 and <= 126;

    private static bool IsSubnet(string text, int shortest, int longest) =>
        IPNetwork.TryParse(text, out var network) && network.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && network.ToString() == text && network.PrefixLength >= shortest && network.PrefixLength <= longest;
}
