using System.Net;
using System.Net.Sockets;
using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>Ports of the host, kept from other programs while a container has them. Quick; used by one actor.</summary>
internal interface IPortHolder
{
    /// <summary>False where another program has the port.</summary>
    bool Take(PublishedPort port);

    /// <summary>Gives it back; one that is not held is no error.</summary>
    void Release(PublishedPort port);
}

/// <summary>
/// A socket for each port that is bound and never listens: the packets go to the container before a socket is looked for, but another
/// program that wants the port is told that it is taken, another engine included.
/// </summary>
internal sealed class PortHolder : IPortHolder, IDisposable
{
    private readonly Dictionary<(string, int, string), Socket> held = [];

    public bool Take(PublishedPort port)
    {
        if (held.ContainsKey(Key(port))) return true;
        // The kernel of many hosts has no SCTP; the conflict with our own containers is known without a socket.
        if (port.Protocol == "sctp") return true;
        bool tcp = port.Protocol == "tcp";
        var socket = new Socket(AddressFamily.InterNetwork, tcp ? SocketType.Stream : SocketType.Dgram, tcp ? ProtocolType.Tcp : ProtocolType.Udp);
        try
        {
            socket.ExclusiveAddressUse = true;
            socket.Bind(new IPEndPoint(IPAddress.Parse(port.HostAddress), port.HostPort));
            held.Add(Key(port), socket);
            return true;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return false;
        }
    }

    public void Release(PublishedPort port)
    {
        if (held.Remove(Key(port), out Socket? socket)) socket.Dispose();
    }

    public void Dispose()
    {
        foreach (Socket socket in held.Values) socket.Dispose();
        held.Clear();
    }

    private static (string, int, string) Key(PublishedPort port) => (port.HostAddress, port.HostPort, port.Protocol);
}
