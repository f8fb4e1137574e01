using System.Net;
using System.Net.Sockets;

namespace ActorEngine.Kernel.Remote.Tests;

internal static class FreePort
{
    /// <summary>A port that nobody listens on at the moment.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
