using ActorEngine.Linux;

namespace ActorEngine.Networking;

/// <summary>The real kernel: rtnetlink for links and addresses, libnftables for rules, files below the run directory for namespaces.</summary>
internal sealed partial class LinuxNetworkKernel : INetworkKernel
{
    private const string Forwarding = "/proc/sys/net/ipv4/ip_forward";

    private readonly NetworkThread thread = new();
    private readonly EngineTag tag;
    private readonly string directory;

    // From here on: used on the thread alone.
    private readonly Dictionary<string, int> bridges = [];
    private RouteSocket? route;
    private bool ready;

    public LinuxNetworkKernel(NetworkSettings settings)
    {
        tag = new EngineTag(settings.EngineId);
        directory = NamespaceDirectory(settings.RunDirectory);
        firewall = new Firewall(tag);
        resolver = new Resolver(settings.ResolverPath, settings.RunDirectory);
    }

    private readonly Resolver resolver;

    private readonly Firewall firewall;

    private RouteSocket Route => route ??= RouteSocket.Open();

    public static string NamespaceDirectory(string runDirectory) => Path.Combine(runDirectory, "netns");

    public Task<IReadOnlyList<Subnet>> RoutesAsync() => thread.RunAsync<IReadOnlyList<Subnet>>(() =>
        [.. Route.Destinations().Select(route => Subnet.ParseAny($"{route.Address}/{route.Prefix}")).OfType<(uint, Subnet Subnet)>().Select(found => found.Subnet).Where(subnet => subnet.Prefix > 0)]);

    public Task AddNetworkAsync(NetworksState state, NetworkRecord network) => thread.RunAsync(() =>
    {
        if (ready) firewall.Change(FirewallScript.Add(tag, network), state);
        else Ready(state);
        BridgeOf(network);
    });

    public Task RemoveNetworkAsync(NetworksState state, NetworkRecord network) => thread.RunAsync(() =>
    {
        if (Route.FindLink(network.Bridge) is { } link && link.Alias == tag.Alias) Route.Delete(link.Index);
        bridges.Remove(network.Bridge);
        if (ready) firewall.Change(FirewallScript.Remove(tag, network), state);
        StopUnused(state);
    });

    public bool AnswersNames { get; private set; }

    public Task NameAsync(NetworksState state, string zone) => thread.RunAsync(() =>
    {
        if (resolver.Update(zone)) LeadNames(state);
    });

    public Task<IReadOnlyList<string>> CheckAsync(NetworksState state) => thread.RunAsync<IReadOnlyList<string>>(() =>
    {
        if (!ready) return [];
        int before = resolver.Port;
        if (resolver.Ensure()) LeadNames(state);
        return [.. firewall.Check(state), .. before != 0 && resolver.Port != before ? ["The name server had ended; it is started again."] : (string[])[]];
    });

    public void Dispose()
    {
        _ = thread.RunAsync(() =>
        {
            route?.Dispose();
            firewall.Dispose();
            resolver.Dispose();
        });
        thread.Dispose();
    }

    private void StopUnused(NetworksState state)
    {
        if (state.Networks.Values.All(network => network.BuiltIn)) resolver.Stop();
    }

    private void LeadNames(NetworksState state)
    {
        AnswersNames = resolver.Port != 0;
        firewall.ResolverPort = resolver.Port;
        if (ready) firewall.Write(state);
    }

    /// <summary>The host forwards packets and has the engine's rules. Nothing of that is done before the first network needs it.</summary>
    private void Ready(NetworksState state)
    {
        if (ready) return;
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (File.ReadAllText(Forwarding).Trim() != "1") File.WriteAllText(Forwarding, "1");
        firewall.Write(state);
        ready = true;
    }

    /// <summary>Index of a network's bridge, which is made where it is missing.</summary>
    private int BridgeOf(NetworkRecord network)
    {
        if (bridges.TryGetValue(network.Bridge, out int known)) return known;
        int index = Route.FindLink(network.Bridge) is { } there
            ? there.Index
            : Route.AddBridge(network.Bridge, Ipv4.ParseMac(Ipv4.Mac(Ipv4.Parse(network.Gateway)!.Value)), network.Mtu, tag.Alias);
        if (!Route.Addresses().Any(address => address.Link == index && address.Address.ToString() == network.Gateway))
            Route.AddAddress(index, Ipv4.Address(network.Gateway), network.Block.Prefix);
        // Connections of the host to 127.0.0.1 may lead to a container; the guard chain keeps containers from the host's own 127.0.0.1.
        File.WriteAllText($"/proc/sys/net/ipv4/conf/{network.Bridge}/route_localnet", "1");
        WithoutIpv6(network.Bridge);
        return bridges[network.Bridge] = index;
    }

    private static void WithoutIpv6(string link)
    {
        string path = $"/proc/sys/net/ipv6/conf/{link}/disable_ipv6";
        if (File.Exists(path)) File.WriteAllText(path, "1");
    }
}
