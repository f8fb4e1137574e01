using System.Net;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Networking;

/// <summary>Namespaces of containers and the links into them.</summary>
internal sealed partial class LinuxNetworkKernel
{
    public async Task<Attachment> AttachAsync(NetworksState state, Attachment attachment)
    {
        await thread.RunAsync(() => Attach(state, attachment)).ConfigureAwait(false);
        return await AddCniAsync(state, attachment).ConfigureAwait(false);
    }

    public async Task DetachAsync(NetworksState state, Attachment attachment)
    {
        CniSubject[] links = Subjects(state, attachment);
        if (links.Length > 0)
        {
            await thread.RunAsync(() => Withdraw(state, attachment)).ConfigureAwait(false);
            try
            {
                foreach (CniSubject link in links) await cni.RemoveAsync(link).ConfigureAwait(false);
            }
            finally
            {
                await thread.RunAsync(() => NetworkNamespace.Release(PathOf(attachment))).ConfigureAwait(false);
            }

            return;
        }

        await thread.RunAsync(() =>
        {
            Withdraw(state, attachment);
            // The links go with the namespace when its last process has; deleting them here would hold everybody up for a grace period.
            NetworkNamespace.Release(PathOf(attachment));
        }).ConfigureAwait(false);
    }

    public async Task<Attachment> ChangeAsync(NetworksState state, Attachment before, Attachment after)
    {
        foreach (CniSubject gone in Subjects(state, before).Except(Subjects(state, after))) await cni.RemoveAsync(gone).ConfigureAwait(false);
        await thread.RunAsync(() => Change(state, before, after)).ConfigureAwait(false);
        return await AddCniAsync(state, after).ConfigureAwait(false);
    }

    private void Attach(NetworksState state, Attachment attachment)
    {
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (attachment.Endpoints.Any(endpoint => state.Network(endpoint).IsBridge)) Ready(state);
        string path = PathOf(attachment);
        if (NetworkNamespace.Exists(path) && attachment.Endpoints.All(endpoint => !state.Network(endpoint).IsBridge || Route.FindLink(endpoint.Link) is not null)) return;
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
    }

    private void Change(NetworksState state, Attachment before, Attachment after)
    {
        string path = PathOf(after);
        Endpoint[] fresh = [.. after.Endpoints.Where(now => before.Endpoints.All(old => old.Link != now.Link))];
        if (fresh.Any(endpoint => state.Network(endpoint).IsBridge)) Ready(state);
        Endpoint? outward = state.Outward(after);
        bool moved = outward?.Link != state.Outward(before)?.Link;
        if (moved) Withdraw(state, before);
        using (FileDescriptor kept = FileDescriptor.Open(path, OpenFlags.ReadOnly))
        using (RouteSocket inside = NetworkNamespace.Enter(path, RouteSocket.Open))
        {
            foreach (Endpoint gone in before.Endpoints.Where(old => after.Endpoints.All(now => now.Link != old.Link)))
                if (inside.FindLink(gone.Interface) is { } link) inside.Delete(link.Index);
            foreach (Endpoint endpoint in fresh) Connect(state, endpoint, path, kept, inside, outward);
            // The way out went with the network that was taken away.
            if (moved && outward is not null && !fresh.Contains(outward)) LeadOut(state, outward, inside);
        }

        if (moved) Publish(state, after);
    }

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
            if (attachment.Endpoints.All(endpoint => state.Network(endpoint).IsCni)) inside.SetUp(1, true);
            Publish(state, attachment);
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
        if (network.IsCni) return;
        byte[]? mac = endpoint.MacAddress.Length > 0 ? HardwareAddress.Parse(endpoint.MacAddress) : null;
        if (network.IsBridge) Route.AddVeth(new VethPair(endpoint.Link, BridgeOf(network), endpoint.Interface, kept, mac, network.Mtu, network.Apart));
        else Route.AddMacvlan(new MacvlanLink(Parent(network), endpoint.Interface, kept, mac, network.Mtu, Enum.Parse<MacvlanMode>(network.Mode, ignoreCase: true)));
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

    private int Parent(NetworkRecord network) => Route.FindLink(network.Parent)?.Index
        ?? throw new NotSupportedException($"this host has no link {network.Parent}, which network {network.Name} is to share; 'ip link' lists those there are");

    private static void LeadOut(NetworksState state, Endpoint outward, RouteSocket inside)
    {
        NetworkRecord network = state.Network(outward);
        if (network.IsCni) return;
        int link = inside.IndexOf(outward.Interface);
        inside.SetDefaultRoute(link, IPAddress.Parse(network.Gateway));
        if (outward.Address6.Length > 0) inside.SetDefaultRoute(link, IPAddress.Parse(network.Gateway6));
    }
}
