using System.Net;
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
        tag = new EngineTag(settings.EngineId, settings.PortForwarder.Length > 0);
        directory = NamespaceDirectory(settings.RunDirectory);
        firewall = new Firewall(tag);
        resolver = new Resolver(settings.ResolverPath, settings.RunDirectory);
        cni = new CniRuntime(new CniPlugins(settings.CniPlugins), Path.Combine(settings.StateDirectory.Length > 0 ? settings.StateDirectory : settings.RunDirectory, "cni"));
        cniConfiguration = settings.CniConfiguration;
    }

    private readonly Resolver resolver;

    private readonly Firewall firewall;

    private RouteSocket Route => route ??= RouteSocket.Open();

    public static string NamespaceDirectory(string runDirectory) => Path.Combine(runDirectory, "netns");

    public Task<IReadOnlyList<Subnet>> RoutesAsync() => thread.RunAsync<IReadOnlyList<Subnet>>(() =>
        [.. Route.Destinations().Select(route => Subnet.ParseAny($"{route.Address}/{route.Prefix}")).OfType<(Ip, Subnet Subnet)>().Select(found => found.Subnet)]);

    public Task AddNetworkAsync(NetworksState state, NetworkRecord network) => thread.RunAsync(() =>
    {
        if (!network.IsBridge)
        {
            if (!network.IsCni) Parent(network);
            return;
        }

        if (ready) firewall.Change(FirewallScript.Add(tag, network), state);
        else Ready(state);
        BridgeOf(network);
    });

    public Task RemoveNetworkAsync(NetworksState state, NetworkRecord network) => thread.RunAsync(() =>
    {
        if (network.IsBridge && Route.FindLink(network.Bridge) is { } link && link.Alias == tag.Alias) Route.Delete(link.Index);
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
            flows?.Dispose();
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
            : Route.AddBridge(network.Bridge, HardwareAddress.Parse(HardwareAddress.Of(Ip.Parse(network.Gateway)!.Value)), network.Mtu, tag.Alias);
        if (network.HasSix)
        {
            Ipv6Settings.Take(network.Bridge);
            Ipv6Settings.Forward();
        }
        else Ipv6Settings.Refuse(network.Bridge);
        GiveAddress(index, network.Gateway, network.Block);
        if (network.Block6 is { } block6) GiveAddress(index, network.Gateway6, block6);
        // Connections of the host to 127.0.0.1 may lead to a container; the guard chain keeps containers from the host's own 127.0.0.1.
        File.WriteAllText($"/proc/sys/net/ipv4/conf/{network.Bridge}/route_localnet", "1");
        return bridges[network.Bridge] = index;
    }

    private void GiveAddress(int link, string text, Subnet block)
    {
        var address = IPAddress.Parse(text);
        if (!Route.Addresses(address.AddressFamily).Any(known => known.Link == link && known.Address.Equals(address))) Route.AddAddress(link, address, block.Prefix);
    }
}
