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
    private const int Family = 2, Stream = 1, Datagram = 2, CloseOnExec = 0x80000;

    /// <summary>Null with the reason: EADDRINUSE where another program has the port, EADDRNOTAVAIL where the address is none of this host's.</summary>
    public static FileDescriptor? TryTake(IPAddress address, int port, bool stream, out Errno error)
    {
        var socket = new FileDescriptor(Native.Check(SocketNative(Family, (stream ? Stream : Datagram) | CloseOnExec, 0), "socket"));
        Span<byte> place = stackalloc byte[16];
        place.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(place, Family);
        BinaryPrimitives.WriteUInt16BigEndian(place[2..], (ushort)port);
        address.TryWriteBytes(place[4..], out _);
        error = BindNative(socket, ref MemoryMarshal.GetReference(place), 16) < 0 ? Native.LastError : Errno.None;
        if (error == Errno.None) return socket;
        socket.Dispose();
        return null;
    }

    [LibraryImport(Native.Libc, EntryPoint = "socket", SetLastError = true)]
    private static partial int SocketNative(int family, int type, int protocol);

    [LibraryImport(Native.Libc, EntryPoint = "bind", SetLastError = true)]
    private static partial int BindNative(FileDescriptor socket, ref byte address, uint length);
}
