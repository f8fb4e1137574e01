using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>
/// Keeps a port of the host from other programs: a socket that is bound and never listens (ip(7)). The base library's sockets always let an
/// address be shared, which two sockets that do not listen then do.
/// </summary>
public static partial class PortReservation
{
    private const int Family = 2, Family6 = 10, Stream = 1, Datagram = 2, CloseOnExec = 0x80000, LevelIpv6 = 41, Only6 = 26;

    /// <summary>Null with the reason: EADDRINUSE where another program has the port, EADDRNOTAVAIL where the address is none of this host's.</summary>
    public static FileDescriptor? TryTake(IPAddress address, int port, bool stream, out Errno error)
    {
        bool six = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
        var socket = new FileDescriptor(Native.Check(SocketNative(six ? Family6 : Family, (stream ? Stream : Datagram) | CloseOnExec, 0), "socket"));
        // struct sockaddr_in, or sockaddr_in6 with four bytes of a flow before the address.
        Span<byte> place = stackalloc byte[six ? 28 : 16];
        place.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(place, (ushort)(six ? Family6 : Family));
        BinaryPrimitives.WriteUInt16BigEndian(place[2..], (ushort)port);
        address.TryWriteBytes(place[(six ? 8 : 4)..], out _);
        // All addresses of IPv6 are not those of IPv4 too.
        int on = 1;
        if (six) Native.Check(SetOption(socket, LevelIpv6, Only6, in on, sizeof(int)), "setsockopt(IPV6_V6ONLY)");
        error = BindNative(socket, ref MemoryMarshal.GetReference(place), (uint)place.Length) < 0 ? Native.LastError : Errno.None;
        if (error == Errno.None) return socket;
        socket.Dispose();
        return null;
    }

    [LibraryImport(Native.Libc, EntryPoint = "socket", SetLastError = true)]
    private static partial int SocketNative(int family, int type, int protocol);

    [LibraryImport(Native.Libc, EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetOption(FileDescriptor socket, int level, int option, in int value, uint size);

    [LibraryImport(Native.Libc, EntryPoint = "bind", SetLastError = true)]
    private static partial int BindNative(FileDescriptor socket, ref byte address, uint length);
}
