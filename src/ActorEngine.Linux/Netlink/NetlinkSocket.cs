using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>Protocols of netlink(7) that the engine speaks.</summary>
public enum NetlinkProtocol
{
    Route = 0,
    Netfilter = 12,
}

/// <summary>
/// A netlink socket. It belongs for ever to the network namespace that its thread was in when it was opened, so one opened inside
/// serves from outside. Requests wait for the kernel's answer; not thread-safe.
/// </summary>
public sealed partial class NetlinkSocket : IDisposable
{
    private const int Family = 16, Raw = 3, CloseOnExec = 0x80000, SolNetlink = 270, CapAck = 10, ExtAck = 11;
    private const ushort Error = 2, Done = 3, AcknowledgeAttributes = 0x200, Capped = 0x100;

    private readonly FileDescriptor socket;
    private readonly byte[] buffer = new byte[64 * 1024];
    private uint sequence;

    private NetlinkSocket(FileDescriptor socket) => this.socket = socket;

    /// <summary>Handles one message of a dump: its type and what follows the netlink header.</summary>
    public delegate void Reader(ushort type, ReadOnlySpan<byte> body);

    /// <summary>Opens a socket in the namespace of the calling thread.</summary>
    public static NetlinkSocket Open(NetlinkProtocol protocol)
    {
        var socket = new FileDescriptor(Native.Check(SocketNative(Family, Raw | CloseOnExec, (int)protocol), "socket(AF_NETLINK)"));
        // Old kernels lack one or the other; then errors come without their sentence.
        int on = 1;
        _ = SetOption(socket, SolNetlink, CapAck, in on, sizeof(int));
        _ = SetOption(socket, SolNetlink, ExtAck, in on, sizeof(int));
        return new NetlinkSocket(socket);
    }

    /// <summary>Sends changes in one write and waits until the kernel has carried out each.</summary>
    /// <exception cref="LinuxException">The kernel refused one; those before it are done.</exception>
    public void Execute(string operation, string subject, params ReadOnlySpan<NetlinkMessage> messages)
    {
        uint first = sequence + 1;
        int size = 0;
        byte[] all = new byte[messages.Length * 1024];
        foreach (NetlinkMessage message in messages)
        {
            ReadOnlySpan<byte> bytes = message.Finish(++sequence);
            if (size + bytes.Length > all.Length) Array.Resize(ref all, size + bytes.Length + 4096);
            bytes.CopyTo(all.AsSpan(size));
            size += NetlinkMessage.Align(bytes.Length);
        }

        Send(all.AsSpan(0, size), operation);
        LinuxException? failure = null;
        uint answered = first - 1;
        while (answered < sequence)
        {
            ReadOnlySpan<byte> datagram = Receive(operation);
            while (TakeMessage(ref datagram, out ushort type, out ushort flags, out uint of, out ReadOnlySpan<byte> body))
            {
                if (type != Error || of < first) continue;
                answered = of;
                failure ??= Failure(body, flags, operation, subject);
            }
        }

        if (failure is not null) throw failure;
    }

    /// <summary>Asks and hands every message of the answer to the reader.</summary>
    public void Query(NetlinkMessage request, string operation, Reader read)
    {
        uint asked = ++sequence;
        Send(request.Finish(asked), operation);
        while (true)
        {
            ReadOnlySpan<byte> datagram = Receive(operation);
            while (TakeMessage(ref datagram, out ushort type, out ushort flags, out uint of, out ReadOnlySpan<byte> body))
            {
                if (of != asked) continue;
                if (type == Done) return;
                if (type == Error)
                {
                    if (Failure(body, flags, operation, null) is { } failure) throw failure;
                    return;
                }

                read(type, body);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => socket.Dispose();

    private static bool TakeMessage(ref ReadOnlySpan<byte> datagram, out ushort type, out ushort flags, out uint of, out ReadOnlySpan<byte> body)
    {
        type = flags = 0;
        of = 0;
        body = default;
        if (datagram.Length < NetlinkMessage.HeaderSize) return false;
        int size = BinaryPrimitives.ReadInt32LittleEndian(datagram);
        if (size < NetlinkMessage.HeaderSize || size > datagram.Length) return false;
        type = BinaryPrimitives.ReadUInt16LittleEndian(datagram[4..]);
        flags = BinaryPrimitives.ReadUInt16LittleEndian(datagram[6..]);
        of = BinaryPrimitives.ReadUInt32LittleEndian(datagram[8..]);
        body = datagram[NetlinkMessage.HeaderSize..size];
        datagram = datagram[Math.Min(NetlinkMessage.Align(size), datagram.Length)..];
        return true;
    }

    // struct nlmsgerr: the error, the request's header (its rest too unless capped), and attributes with the kernel's sentence.
    private static LinuxException? Failure(ReadOnlySpan<byte> body, ushort flags, string operation, string? subject)
    {
        int code = BinaryPrimitives.ReadInt32LittleEndian(body);
        if (code == 0) return null;
        string sentence = "";
        if ((flags & AcknowledgeAttributes) != 0)
        {
            int request = (flags & Capped) != 0 ? NetlinkMessage.HeaderSize : NetlinkMessage.Align(BinaryPrimitives.ReadInt32LittleEndian(body[4..]));
            var attributes = new NetlinkAttributes(body[Math.Min(4 + request, body.Length)..]);
            while (attributes.Next())
                if (attributes.Type == 1) sentence = attributes.Text;
        }

        string about = (subject ?? "") + (sentence.Length > 0 ? $" ({sentence})" : "");
        return new LinuxException((Errno)(-code), operation, about.Length > 0 ? about : null);
    }

    private unsafe void Send(ReadOnlySpan<byte> bytes, string operation)
    {
        fixed (byte* start = bytes) Native.Check(SendNative(socket, start, (nuint)bytes.Length, 0), operation);
    }

    private unsafe ReadOnlySpan<byte> Receive(string operation)
    {
        nint count;
        fixed (byte* start = buffer)
        {
            do count = ReceiveNative(socket, start, (nuint)buffer.Length, 0);
            while (count < 0 && Native.LastError == Errno.EINTR);
        }

        return buffer.AsSpan(0, (int)Native.Check(count, operation));
    }

    [LibraryImport(Native.Libc, EntryPoint = "socket", SetLastError = true)]
    private static partial int SocketNative(int family, int type, int protocol);

    [LibraryImport(Native.Libc, EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetOption(FileDescriptor socket, int level, int option, in int value, uint size);

    [LibraryImport(Native.Libc, EntryPoint = "send", SetLastError = true)]
    private static unsafe partial nint SendNative(FileDescriptor socket, byte* bytes, nuint count, int flags);

    [LibraryImport(Native.Libc, EntryPoint = "recv", SetLastError = true)]
    private static unsafe partial nint ReceiveNative(FileDescriptor socket, byte* bytes, nuint count, int flags);
}
