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
        if (attachment.Ports.Count > 0) firewall.Change(FirewallScript.Remove(tag, attachment.Ports), state);
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
        bool moved = outward?.Address != state.Outward(before)?.Address;
        using (FileDescriptor kept = FileDescriptor.Open(path, OpenFlags.ReadOnly))
        using (RouteSocket inside = NetworkNamespace.Enter(path, RouteSocket.Open))
        {
            foreach (Endpoint endpoint in fresh) Connect(state, endpoint, kept, inside, outward);
            // The way out went with the network that was taken away.
            if (moved && outward is not null && !fresh.Contains(outward)) inside.SetDefaultRoute(inside.IndexOf(outward.Interface), Ipv4.Address(state.Network(outward).Gateway));
        }

        if (moved && after.Ports.Count > 0)
            firewall.Change(FirewallScript.Remove(tag, before.Ports) + (outward is null ? "" : FirewallScript.Add(tag, after.Ports, outward.Address)), state);
    });

    private void Make(NetworksState state, Attachment attachment, string path)
    {
        Endpoint? outward = state.Outward(attachment);
        using RouteSocket inside = NetworkNamespace.Create(path, () =>
        {
            WithoutIpv6("default");
            return RouteSocket.Open();
        });
        try
        {
            using FileDescriptor kept = FileDescriptor.Open(path, OpenFlags.ReadOnly);
            foreach (Endpoint endpoint in attachment.Endpoints) Connect(state, endpoint, kept, inside, outward);
            if (attachment.Endpoints.Count == 0) inside.SetUp(1, true);
            if (outward is not null && attachment.Ports.Count > 0) firewall.Change(FirewallScript.Add(tag, attachment.Ports, outward.Address), state);
        }
        catch
        {
            NetworkNamespace.Release(path);
            throw;
        }
    }

    private void Connect(NetworksState state, Endpoint endpoint, FileDescriptor kept, RouteSocket inside, Endpoint? outward)
    {
        NetworkRecord network = state.Network(endpoint);
        Route.AddVeth(new VethPair(endpoint.Link, BridgeOf(network), endpoint.Interface, kept, Ipv4.ParseMac(endpoint.MacAddress), network.Mtu));
        inside.Configure(inside.IndexOf(endpoint.Interface), Ipv4.Address(endpoint.Address), network.Block.Prefix, endpoint == outward ? Ipv4.Address(network.Gateway) : null);
    }
}
