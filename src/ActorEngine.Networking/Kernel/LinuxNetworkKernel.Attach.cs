using System.Net;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Networking;

/// <summary>Namespaces of containers and the links into them.</summary>
internal sealed partial class LinuxNetworkKernel
{
    public Task AttachAsync(NetworksState state, Attachment attachment) => thread.RunAsync(() =>
    {
        Ready(state);
        string path = Path.Combine(directory, attachment.Namespace);
        if (NetworkNamespace.Exists(path) && attachment.Endpoints.All(endpoint => Route.FindLink(endpoint.Link) is not null)) return;
        NetworkNamespace.Release(path);
        try
        {
            Make(state, attachment, path);
        }
        catch (LinuxException gone) when (gone.Errno is Errno.ENODEV or Errno.EINVAL && bridges.Count > 0)
        {
            // Somebody deleted a bridge under us: they are looked at anew, once.
            bridges.Clear();
            Make(state, attachment, path);
        }
    });

    public Task DetachAsync(NetworksState state, Attachment attachment) => thread.RunAsync(() =>
    {
        firewall.Change(Published(state, attachment, FirewallScript.Remove), state);
        // The links go with the namespace when its last process has; deleting them here would hold everybody up for a grace period.
        NetworkNamespace.Release(Path.Combine(directory, attachment.Namespace));
    });

    public Task ChangeAsync(NetworksState state, Attachment before, Attachment after) => thread.RunAsync(() =>
    {
        Ready(state);
        string path = Path.Combine(directory, after.Namespace);
        foreach (Endpoint gone in before.Endpoints.Where(old => after.Endpoints.All(now => now.Link != old.Link)))
            if (Route.FindLink(gone.Link) is { } link) Route.Delete(link.Index);
        Endpoint[] fresh = [.. after.Endpoints.Where(now => before.Endpoints.All(old => old.Link != now.Link))];
        Endpoint? outward = state.Outward(after);
        bool moved = outward?.Link != state.Outward(before)?.Link;
        using (FileDescriptor kept = FileDescriptor.Open(path, OpenFlags.ReadOnly))
        using (RouteSocket inside = NetworkNamespace.Enter(path, RouteSocket.Open))
        {
            foreach (Endpoint endpoint in fresh) Connect(state, endpoint, path, kept, inside, outward);
            // The way out went with the network that was taken away.
            if (moved && outward is not null && !fresh.Contains(outward)) LeadOut(state, outward, inside);
        }

        if (moved) firewall.Change(Published(state, before, FirewallScript.Remove) + Published(state, after, FirewallScript.Add), state);
    });

    private string Published(NetworksState state, Attachment attachment, Func<EngineTag, IReadOnlyList<PublishedPort>, Endpoint, NetworkRecord, string> script) =>
        attachment.Ports.Count > 0 && state.Outward(attachment) is { } outward ? script(tag, attachment.Ports, outward, state.Network(outward)) : "";

    private void Make(NetworksState state, Attachment attachment, string path)
    {
        Endpoint? outward = state.Outward(attachment);
        using RouteSocket inside = NetworkNamespace.Create(path, () =>
        {
            Ipv6Settings.Refuse("default");
            return RouteSocket.Open();
        });
        try
        {
            using FileDescriptor kept = FileDescriptor.Open(path, OpenFlags.ReadOnly);
            foreach (Endpoint endpoint in attachment.Endpoints) Connect(state, endpoint, path, kept, inside, outward);
            if (attachment.Endpoints.Count == 0) inside.SetUp(1, true);
            firewall.Change(Published(state, attachment, FirewallScript.Add), state);
        }
        catch
        {
            NetworkNamespace.Release(path);
            throw;
        }
    }

    private void Connect(NetworksState state, Endpoint endpoint, string path, FileDescriptor kept, RouteSocket inside, Endpoint? outward)
    {
        NetworkRecord network = state.Network(endpoint);
        Route.AddVeth(new VethPair(endpoint.Link, BridgeOf(network), endpoint.Interface, kept, HardwareAddress.Parse(endpoint.MacAddress), network.Mtu));
        int link = inside.IndexOf(endpoint.Interface);
        if (endpoint.Address6.Length > 0)
        {
            NetworkNamespace.Enter(path, () => Ipv6Settings.Take(endpoint.Interface));
            inside.AddAddress(link, IPAddress.Parse(endpoint.Address6), network.Block6!.Value.Prefix);
        }

        inside.Configure(link, IPAddress.Parse(endpoint.Address), network.Block.Prefix, endpoint == outward ? IPAddress.Parse(network.Gateway) : null);
        // A link that is down has no routes of IPv6.
        if (endpoint == outward && endpoint.Address6.Length > 0) inside.SetDefaultRoute(link, IPAddress.Parse(network.Gateway6));
    }

    private static void LeadOut(NetworksState state, Endpoint outward, RouteSocket inside)
    {
        NetworkRecord network = state.Network(outward);
        int link = inside.IndexOf(outward.Interface);
        inside.SetDefaultRoute(link, IPAddress.Parse(network.Gateway));
        if (outward.Address6.Length > 0) inside.SetDefaultRoute(link, IPAddress.Parse(network.Gateway6));
    }
}
