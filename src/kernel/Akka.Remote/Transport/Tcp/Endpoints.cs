using System.Net;
using System.Net.Sockets;
using Akka.Configuration;
using Akka.Remote.Configuration;

namespace Akka.Remote.Transport.Tcp;

/// <summary>Finds the addresses behind host names and says which of them may be used without encryption.</summary>
internal sealed class Endpoints(TcpSettings tcp, KernelSettings kernel)
{
    private bool NeedsLoopback => !tcp.EnableSsl && !kernel.AllowUnencryptedBeyondLoopback;

    public IPEndPoint ToBind()
    {
        var address = IPAddress.TryParse(tcp.Hostname, out var literal) ? literal : Pick(Dns.GetHostAddresses(tcp.Hostname), tcp.Hostname);
        if (NeedsLoopback && !IPAddress.IsLoopback(address))
            throw new ConfigurationException($"Remoting would listen on [{tcp.Hostname}] without encryption. Set akka.remote.dot-netty.tcp.enable-ssl, bind a loopback address, or allow it with akka.remote.kernel.allow-unencrypted-beyond-loopback.");
        return new IPEndPoint(address, tcp.Port);
    }

    public async Task<IPEndPoint> ToConnect(string host, int port, CancellationToken ct)
    {
        var address = IPAddress.TryParse(host, out var literal) ? literal : Pick(await Dns.GetHostAddressesAsync(host, ct).ConfigureAwait(false), host);
        if (NeedsLoopback && !IPAddress.IsLoopback(address))
            throw new RemoteTransportException($"[{host}] is not a loopback address, and akka.remote.kernel.allow-unencrypted-beyond-loopback is off: no connection without encryption.");
        return new IPEndPoint(address, port);
    }

    public bool MayAccept(EndPoint? peer) => !NeedsLoopback || (peer is IPEndPoint { Address: var address } && IPAddress.IsLoopback(address));

    public Socket NewSocket(AddressFamily family)
    {
        var socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        Configure(socket);
        return socket;
    }

    public void Configure(Socket socket)
    {
        socket.NoDelay = tcp.NoDelay;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, tcp.KeepAlive);
        if (tcp.SendBufferSize > 0)
            socket.SendBufferSize = tcp.SendBufferSize;
        if (tcp.ReceiveBufferSize > 0)
            socket.ReceiveBufferSize = tcp.ReceiveBufferSize;
    }

    private IPAddress Pick(IPAddress[] found, string host)
    {
        var family = tcp.UseIpv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        return found.FirstOrDefault(a => a.AddressFamily == family)
            ?? throw new RemoteTransportException($"The name [{host}] has no address of the family [{family}] that dns-use-ipv6 asks for.");
    }
}
