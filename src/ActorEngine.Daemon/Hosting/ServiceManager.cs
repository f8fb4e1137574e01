using System.Net.Sockets;
using System.Text;

namespace ActorEngine.Daemon;

/// <summary>Tells the service manager how the daemon is (sd_notify(3)).</summary>
internal static class ServiceManager
{
    /// <summary>Sends a state such as <c>READY=1</c>; nothing where no manager listens.</summary>
    public static void Notify(string state)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not { Length: > 1 } path) return;
        // A leading @ means the abstract name space.
        var address = new UnixDomainSocketEndPoint(path[0] == '@' ? "\0" + path[1..] : path);
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTo(Encoding.UTF8.GetBytes(state), address);
        }
        catch (SocketException error)
        {
            Console.Error.WriteLine($"actord: the service manager cannot be told {state}: {error.Message}");
        }
    }
}
