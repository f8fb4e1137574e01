using System.Net.Sockets;
using System.Text.Json;
using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>
/// Ports of a host whose network is not the engine's: slirp4netns listens there and brings what comes into the engine's namespace. IPv4 over tcp and udp; other
/// ports are published inside the namespace only.
/// </summary>
internal sealed class ForwardedPorts(SlirpSocket forwarder) : IPortHolder
{
    private readonly Dictionary<(string Protocol, string Address, int Port), int> forwards = [];

    public bool Take(PublishedPort port)
    {
        if (!IsForwarded(port) || forwards.ContainsKey(Key(port))) return true;
        try
        {
            // It outlives the daemon, and so do its forwards.
            if ((forwarder.Add(port.Protocol, port.HostAddress, port.HostPort) ?? Known(port)) is not { } id) return false;
            forwards[Key(port)] = id;
            return true;
        }
        catch (Exception failure) when (failure is SocketException or JsonException)
        {
            return false;
        }
    }

    public void Release(PublishedPort port)
    {
        if (!forwards.Remove(Key(port), out int id)) return;
        try
        {
            forwarder.Remove(id);
        }
        catch (Exception failure) when (failure is SocketException or JsonException)
        {
            // It is gone, and its ports with it.
        }
    }

    // One that the daemon before this one made, unless a container has it.
    private int? Known(PublishedPort port) => forwarder.List().TryGetValue(Key(port), out int id) ? id : null;

    private static bool IsForwarded(PublishedPort port) => port.Protocol is "tcp" or "udp" && !PortPlan.IsSix(port.HostAddress);

    private static (string, string, int) Key(PublishedPort port) => (port.Protocol, port.HostAddress, port.HostPort);
}
