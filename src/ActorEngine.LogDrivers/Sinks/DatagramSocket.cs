using System.Net.Sockets;

namespace ActorEngine.LogDrivers;

/// <summary>Datagrams over a Unix socket. A receiver whose queue is full holds the sender up, nothing is lost.</summary>
internal static class DatagramSocket
{
    public static async Task<Socket> ConnectAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
