using System.Net;
using System.Net.Sockets;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Networking;

/// <summary>Published ports: elements of the firewall's maps, and the flows that came before them.</summary>
internal sealed partial class LinuxNetworkKernel
{
    private ConnectionTracking? flows;

    private void Publish(NetworksState state, Attachment attachment)
    {
        if (attachment.Ports.Count == 0 || state.Outward(attachment) is not { } outward) return;
        firewall.Change(FirewallScript.Add(tag, attachment.Ports, outward, state.Network(outward)), state);
        if (!StaleFlows.Matter(attachment.Ports)) return;
        foreach (AddressFamily family in Families(outward))
        {
            HashSet<IPAddress> local = [.. Route.Addresses(family).Select(address => address.Address)];
            Forget(family, flow => StaleFlows.CameBefore(flow, outward, attachment.Ports, local));
        }
    }

    private void Withdraw(NetworksState state, Attachment attachment)
    {
        if (attachment.Ports.Count == 0 || state.Outward(attachment) is not { } outward) return;
        firewall.Change(FirewallScript.Remove(tag, attachment.Ports, outward, state.Network(outward)), state);
        if (!StaleFlows.Matter(attachment.Ports)) return;
        foreach (AddressFamily family in Families(outward)) Forget(family, flow => StaleFlows.LedTo(flow, outward, attachment.Ports));
    }

    private void Forget(AddressFamily family, Func<TrackedFlow, bool> which)
    {
        try
        {
            (flows ??= new ConnectionTracking()).Forget(family, which);
        }
        catch (LinuxException missing) when (missing.Errno is Errno.EOPNOTSUPP or Errno.EINVAL)
        {
            // A kernel that does not let its table of connections be seen: they are forgotten when they have been silent long enough.
        }
    }

    private static IEnumerable<AddressFamily> Families(Endpoint endpoint) => endpoint.Address6.Length > 0 ? [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6] : [AddressFamily.InterNetwork];
}
