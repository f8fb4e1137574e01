using System.Runtime.InteropServices;
using System.Text;

namespace ActorEngine.Linux;

/// <summary>Who is at the other end of a Unix socket (SO_PEERCRED), as it was when the connection was made.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct PeerCredentials(int Pid, uint UserId, uint GroupId);

/// <summary>Stream sockets in the file system (unix(7)). Long directories are reached through a descriptor of the directory.</summary>
public static partial class UnixSocket
{
    /// <summary>Bytes of the longest path (unix(7)).</summary>
    public const int LongestPath = PathSize - 1;

    private const int Family = 1, Stream = 1, CloseOnExec = 0x80000, NonBlocking = 0x800, PathOffset = 2, PathSize = 108;

    /// <summary>A connected pair, blocking.</summary>
    public static (FileDescriptor First, FileDescriptor Second) Pair()
    {
        Span<int> pair = stackalloc int[2];
        Native.Check(SocketPair(Family, Stream | CloseOnExec, 0, ref MemoryMarshal.GetReference(pair)), "socketpair");
        return (new FileDescriptor(pair[0]), new FileDescriptor(pair[1]));
    }

    /// <summary>
    /// Listens on <paramref name="path"/> (at most 107 bytes; a relative one is bound in the current directory), replacing
    /// a socket file that lies there. The file has <paramref name="mode"/> before anybody can connect. Non-blocking.
    /// </summary>
    public static FileDescriptor Listen(string path, uint mode, int backlog = 128)
    {
        FileDescriptor socket = Create();
        try
        {
            Span<byte> address = stackalloc byte[PathOffset + PathSize];
            int length = Address(path, address);
            UnlinkNative(path);
            Native.Check(BindNative(socket, ref MemoryMarshal.GetReference(address), (uint)length), "bind", path);
            Native.Check(ChmodNative(path, mode), "chmod", path);
            Native.Check(ListenNative(socket, backlog), "listen", path);
            socket.SetNonBlocking(true);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Listens on a name in a directory whose path may be of any length.</summary>
    public static FileDescriptor ListenAt(FileDescriptor directory, string name, uint mode, int backlog = 128) =>
        Listen($"{directory.ProcPath}/{name}", mode, backlog);

    /// <summary>Connects, blocking until the peer's backlog has room.</summary>
    public static FileDescriptor Connect(string path)
    {
        FileDescriptor socket = Create();
        Span<byte> address = stackalloc byte[PathOffset + PathSize];
        int length = Address(path, address);
        if (ConnectNative(socket, ref MemoryMarshal.GetReference(address), (uint)length) == 0) return socket;
        LinuxException failure = LinuxException.Last("connect", path);
        socket.Dispose();
        throw failure;
    }

    /// <summary>Connects to <paramref name="name"/> in a directory whose path may be of any length.</summary>
    public static FileDescriptor ConnectAt(string directory, string name)
    {
        using FileDescriptor place = FileDescriptor.Open(directory, OpenFlags.Path | OpenFlags.Directory);
        return Connect($"{place.ProcPath}/{name}");
    }

    /// <summary>accept4(2), non-blocking result; null when nobody waits or the peer is gone already.</summary>
    public static FileDescriptor? TryAccept(FileDescriptor listener)
    {
        int number = AcceptNative(listener, 0, 0, CloseOnExec | NonBlocking);
        return number < 0 ? null : new FileDescriptor(number);
    }

    /// <summary>SO_PEERCRED.</summary>
    public static PeerCredentials Peer(FileDescriptor socket)
    {
        PeerCredentials peer = default;
        uint size = 12;
        Native.Check(GetOption(socket, 1, 17, ref peer, ref size), "getsockopt(SO_PEERCRED)");
        return peer;
    }

    /// <summary>shutdown(2) of the sending side: the peer reads an end.</summary>
    public static void ShutdownWrite(FileDescriptor socket) => Native.Check(ShutdownNative(socket, 1), "shutdown");

    private static FileDescriptor Create() =>
        new(Native.Check(SocketNative(Family, Stream | CloseOnExec, 0), "socket"));

    private static int Address(string path, Span<byte> address)
    {
        address.Clear();
        if (Encoding.UTF8.GetByteCount(path) >= PathSize) throw new LinuxException(Errno.ENAMETOOLONG, "sockaddr_un", path);
        address[0] = Family;
        return PathOffset + Encoding.UTF8.GetBytes(path, address[PathOffset..]) + 1;
    }

    [LibraryImport(Native.Libc, EntryPoint = "socket", SetLastError = true)]
    private static partial int SocketNative(int family, int type, int protocol);

    [LibraryImport(Native.Libc, EntryPoint = "socketpair", SetLastError = true)]
    private static partial int SocketPair(int family, int type, int protocol, ref int pair);

    [LibraryImport(Native.Libc, EntryPoint = "bind", SetLastError = true)]
    private static partial int BindNative(FileDescriptor socket, ref byte address, uint length);

    [LibraryImport(Native.Libc, EntryPoint = "connect", SetLastError = true)]
    private static partial int ConnectNative(FileDescriptor socket, ref byte address, uint length);

    [LibraryImport(Native.Libc, EntryPoint = "listen", SetLastError = true)]
    private static partial int ListenNative(FileDescriptor socket, int backlog);

    [LibraryImport(Native.Libc, EntryPoint = "accept4", SetLastError = true)]
    private static partial int AcceptNative(FileDescriptor socket, nint address, nint length, int flags);

    [LibraryImport(Native.Libc, EntryPoint = "shutdown", SetLastError = true)]
    private static partial int ShutdownNative(FileDescriptor socket, int how);

    [LibraryImport(Native.Libc, EntryPoint = "getsockopt", SetLastError = true)]
    private static partial int GetOption(FileDescriptor socket, int level, int option, ref PeerCredentials value, ref uint size);

    [LibraryImport(Native.Libc, EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnlinkNative(string path);

    [LibraryImport(Native.Libc, EntryPoint = "chmod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChmodNative(string path, uint mode);
}
