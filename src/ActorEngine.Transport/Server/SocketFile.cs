using System.Net.Sockets;
using ActorEngine.Linux;

namespace ActorEngine.Transport;

/// <summary>A Unix socket in the file system that an engine listens at.</summary>
public static class SocketFile
{
    private const int Backlog = 1024;
    private const uint SocketMode = 0x1B0; // 0660

    /// <summary>
    /// Listens at the path, mode 0660, owned by <paramref name="group"/> where given. A socket file that nobody answers on is replaced. Non-blocking.
    /// </summary>
    /// <exception cref="SocketFileInUseException">Somebody answers there, or the path is no socket.</exception>
    public static FileDescriptor Listen(string path, uint? group)
    {
        string directory = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(directory);
        RefuseIfAnswered(path);
        using var place = FileDescriptor.Open(directory, OpenFlags.Path | OpenFlags.Directory);
        var descriptor = UnixSocket.ListenAt(place, Path.GetFileName(path), SocketMode, Backlog);
        if (group is { } id) FileOwnership.SetOwner(place, Path.GetFileName(path), uint.MaxValue, id);
        return descriptor;
    }

    private static void RefuseIfAnswered(string path)
    {
        if (FileStat.Of(path) is not { } status) return;
        if (!status.IsSocket) throw new SocketFileInUseException("something that is no socket lies there");
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            using var address = SocketAddressScope.For(path);
            probe.Connect(address.EndPoint);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return;
        }

        throw new SocketFileInUseException("another engine answers there");
    }
}

/// <summary>A socket cannot be made where it should be.</summary>
public sealed class SocketFileInUseException(string reason) : IOException(reason);
