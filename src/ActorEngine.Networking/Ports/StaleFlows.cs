using System.Net;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Networking;

/// <summary>
/// UDP has no end of a connection: the kernel sends a flow where its first packet went for as long as packets come, whoever has the port by then.
/// Decides which flows are to be forgotten when a port changes hands. Pure.
/// </summary>
internal static class StaleFlows
{
    private const int Udp = 17;

    /// <summary>The container's ports have such flows at all.</summary>
    public static bool Matter(IReadOnlyList<PublishedPort> ports) => ports.Any(port => port.Protocol == "udp");

    /// <summary>The flow was led to a container that is going.</summary>
    public static bool LedTo(TrackedFlow flow, Endpoint gone, IReadOnlyList<PublishedPort> ports) =>
        flow.Protocol == Udp && !flow.Destination.Equals(flow.ReplySource) && Is(flow.ReplySource, gone)
        && ports.Any(port => port.Protocol == "udp" && port.ContainerPort == flow.ReplySourcePort);

    /// <summary>The flow came to a port before it was published, or to one that had it before.</summary>
    /// <param name="local">Addresses of the host.</param>
    public static bool CameBefore(TrackedFlow flow, Endpoint owner, IReadOnlyList<PublishedPort> ports, IReadOnlySet<IPAddress> local) =>
        flow.Protocol == Udp && local.Contains(flow.Destination) && !Is(flow.ReplySource, owner) && ports.Any(port =>
            port.Protocol == "udp" && port.HostPort == flow.DestinationPort && (port.HostAddress is PortPlan.Everywhere or PortPlan.Everywhere6 || port.HostAddress == flow.Destination.ToString()));

    private static bool Is(IPAddress address, Endpoint endpoint) => address.ToString() is var text && (text == endpoint.Address || text == endpoint.Address6);
}
