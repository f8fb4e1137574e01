using System.Net.Sockets;
using ActorEngine.Linux;

namespace ActorEngine.Transport;

public sealed partial class EngineListener
{
    private const int Backlog = 1024, FirstActivatedDescriptor = 3;
    private const uint SocketMode = 0x1B0; // 0660

    /// <summary>
    /// Listens at the endpoint, mode 0660, owned by <paramref name="group"/> where given. A socket file that nobody answers on is replaced.
    /// </summary>
    /// <exception cref="EngineAddressInUseException">Another engine answers there, or the path is no socket.</exception>
    public static EngineListener Bind(EngineEndpoint endpoint, uint? group, TimeProvider time)
    {
        string directory = Path.GetDirectoryName(endpoint.SocketPath)!;
        Directory.CreateDirectory(directory);
        RefuseIfAnswered(endpoint);
        using var place = FileDescriptor.Open(directory, OpenFlags.Path | OpenFlags.Directory);
        using var descriptor = UnixSocket.ListenAt(place, Path.GetFileName(endpoint.SocketPath), SocketMode, Backlog);
        if (group is { } id) FileOwnership.SetOwner(place, Path.GetFileName(endpoint.SocketPath), uint.MaxValue, id);
        return new EngineListener(endpoint, new Socket(new SafeSocketHandle(descriptor.Detach(), ownsHandle: true)), time, ownsPath: true);
    }

    /// <summary>The socket that the service manager passed (sd_listen_fds(3)), or null where it passed none.</summary>
    public static EngineListener? FromServiceManager(EngineEndpoint endpoint, TimeProvider time)
    {
        if (Environment.GetEnvironmentVariable("LISTEN_PID") != Environment.ProcessId.ToString()
            || !int.TryParse(Environment.GetEnvironmentVariable("LISTEN_FDS"), out int count) || count < 1) return null;
        Environment.SetEnvironmentVariable("LISTEN_PID", null);
        Environment.SetEnvironmentVariable("LISTEN_FDS", null);
        return new EngineListener(endpoint, new Socket(new SafeSocketHandle(FirstActivatedDescriptor, ownsHandle: true)), time, ownsPath: false);
    }

    private static void RefuseIfAnswered(EngineEndpoint endpoint)
    {
        if (FileStat.Of(endpoint.SocketPath) is not { } status) return;
        if (!status.IsSocket) throw new EngineAddressInUseException(endpoint, "something that is no socket lies there");
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            using var address = SocketAddressScope.For(endpoint.SocketPath);
            probe.Connect(address.EndPoint);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return;
        }

        throw new EngineAddressInUseException(endpoint, "another engine answers there");
    }
}
