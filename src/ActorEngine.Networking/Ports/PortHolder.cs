using System.Net;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Networking;

/// <summary>Ports of the host, kept from other programs while a container has them. Quick.</summary>
internal interface IPortHolder
{
    /// <summary>False where another program has the port.</summary>
    bool Take(PublishedPort port);

    /// <summary>Takes the port of a container that runs: at once where it can be had, else, false, as soon as it can.</summary>
    bool Keep(PublishedPort port);

    /// <summary>Gives it back; one that is not held is no error.</summary>
    void Release(PublishedPort port);

    /// <summary>Compares with the machine and mends; what was amiss, in words. May wait, and be called beside the others.</summary>
    IReadOnlyList<string> Check();
}

/// <summary>
/// A socket for each port that is bound and never listens: the packets go to the container before a socket is looked for, but another
/// program that wants the port is told that it is taken, another engine included.
/// </summary>
internal sealed class PortHolder : IPortHolder, IDisposable
{
    private readonly Dictionary<(string, int, string), FileDescriptor> held = [];

    public bool Take(PublishedPort port)
    {
        if (held.ContainsKey(Key(port))) return true;
        // The kernel of many hosts has no SCTP; the conflict with our own containers is known without a socket.
        if (port.Protocol == "sctp") return true;
        // Nobody has an address of IPv6 on a host without it.
        if (PortPlan.IsSix(port.HostAddress) && !System.Net.Sockets.Socket.OSSupportsIPv6) return true;
        if (PortReservation.TryTake(IPAddress.Parse(port.HostAddress), port.HostPort, port.Protocol == "tcp", out _) is not { } socket) return false;
        held.Add(Key(port), socket);
        return true;
    }

    public bool Keep(PublishedPort port) => Take(port);

    public void Release(PublishedPort port)
    {
        if (held.Remove(Key(port), out FileDescriptor? socket)) socket.Dispose();
    }

    // Nobody but us closes a socket of ours.
    public IReadOnlyList<string> Check() => [];

    public void Dispose()
    {
        foreach (FileDescriptor socket in held.Values) socket.Dispose();
        held.Clear();
    }

    private static (string, int, string) Key(PublishedPort port) => (port.HostAddress, port.HostPort, port.Protocol);
}
