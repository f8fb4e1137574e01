using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>Bytes over a Unix socket with descriptors beside them (SCM_RIGHTS, unix(7)).</summary>
public static unsafe partial class DescriptorPassing
{
    private const int CloseOnExecReceived = 0x40000000, NoSignal = 0x4000, Rights = 1, SocketLevel = 1, HeaderSize = 16;

    /// <summary>Most descriptors taken from one message; more are refused by the kernel's truncation.</summary>
    public const int MaxDescriptors = 4;

    /// <summary>sendmsg(2): bytes sent or a negative errno. Never raises SIGPIPE.</summary>
    public static int TrySend(FileDescriptor socket, ReadOnlySpan<byte> bytes, FileDescriptor? passed = null)
    {
        byte* control = stackalloc byte[24];
        fixed (byte* start = bytes)
        {
            var vector = new IoVector { Base = start, Length = (nuint)bytes.Length };
            var message = new MessageHeader { Vectors = &vector, VectorCount = 1 };
            if (passed is not null)
            {
                *(nuint*)control = HeaderSize + sizeof(int);
                *(int*)(control + 8) = SocketLevel;
                *(int*)(control + 12) = Rights;
                *(int*)(control + HeaderSize) = passed.Number;
                message.Control = control;
                message.ControlLength = 24;
            }

            nint sent;
            do sent = SendMessage(socket, &message, NoSignal);
            while (sent < 0 && Native.LastError == Errno.EINTR);
            GC.KeepAlive(passed);
            return sent < 0 ? -(int)Native.LastError : (int)sent;
        }
    }

    /// <summary>
    /// recvmsg(2): bytes received, 0 at the end, or a negative errno. Descriptors that came along are the caller's.
    /// </summary>
    public static int TryReceive(FileDescriptor socket, Span<byte> bytes, out FileDescriptor[] received)
    {
        const int controlSize = HeaderSize + MaxDescriptors * sizeof(int);
        byte* control = stackalloc byte[controlSize];
        received = [];
        fixed (byte* start = bytes)
        {
            var vector = new IoVector { Base = start, Length = (nuint)bytes.Length };
            var message = new MessageHeader { Vectors = &vector, VectorCount = 1, Control = control, ControlLength = controlSize };
            nint count;
            do count = ReceiveMessage(socket, &message, CloseOnExecReceived);
            while (count < 0 && Native.LastError == Errno.EINTR);
            if (count < 0) return -(int)Native.LastError;
            if (message.ControlLength >= HeaderSize && *(int*)(control + 8) == SocketLevel && *(int*)(control + 12) == Rights)
            {
                received = new FileDescriptor[((int)*(nuint*)control - HeaderSize) / sizeof(int)];
                for (int i = 0; i < received.Length; i++)
                    received[i] = new FileDescriptor(((int*)(control + HeaderSize))[i]);
            }

            return (int)count;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct IoVector
    {
        public byte* Base;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public IoVector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    [LibraryImport(Native.Libc, EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint SendMessage(FileDescriptor socket, MessageHeader* message, int flags);

    [LibraryImport(Native.Libc, EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(FileDescriptor socket, MessageHeader* message, int flags);
}
