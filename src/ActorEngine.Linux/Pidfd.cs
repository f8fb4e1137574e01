using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>How a process ended.</summary>
/// <param name="Code">Exit code, when it was not killed.</param>
/// <param name="Signal">The signal that killed it, or 0.</param>
public readonly record struct ProcessExit(int Code, int Signal)
{
    /// <summary>Decodes the status word of wait(2).</summary>
    public static ProcessExit FromWaitStatus(int status) =>
        (status & 0x7f) == 0 ? new ProcessExit((status >> 8) & 0xff, 0) : new ProcessExit(0, status & 0x7f);

    /// <summary>The number a shell would show: the code, or 128 + signal.</summary>
    public int ShellCode => Signal == 0 ? Code : 128 + Signal;
}

/// <summary>References to processes that pid reuse cannot confuse (pidfd_open(2)); readable in poll once the process ended.</summary>
public static partial class Pidfd
{
    private const int WaitExited = 4, WaitNoHang = 1;

    // siginfo_t on 64-bit machines: number, error, code, a gap, then pid, user, status.
    private const int PidOffset = 16;

    /// <summary>pidfd_open(2); ESRCH when there is no such process.</summary>
    public static FileDescriptor Open(int pid) =>
        new(Native.Check(OpenNative(pid, 0), "pidfd_open"));

    /// <summary>pidfd_open(2), answering null and the reason.</summary>
    public static FileDescriptor? TryOpen(int pid, out Errno error)
    {
        int number = OpenNative(pid, 0);
        error = number < 0 ? Native.LastError : Errno.None;
        return number < 0 ? null : new FileDescriptor(number);
    }

    /// <summary>pidfd_send_signal(2).</summary>
    public static Errno TrySignal(FileDescriptor pidfd, int signal) =>
        SendSignal(pidfd, signal, 0, 0) < 0 ? Native.LastError : Errno.None;

    /// <summary>A descriptor of another process as one of this one's (pidfd_getfd(2), Linux 5.6); null and the reason where that may not be.</summary>
    public static FileDescriptor? TryTakeDescriptor(FileDescriptor pidfd, int number, out Errno error)
    {
        int taken = GetDescriptor(pidfd, number, 0);
        error = taken < 0 ? Native.LastError : Errno.None;
        return taken < 0 ? null : new FileDescriptor(taken);
    }

    /// <summary>Collects a child that has ended; false while it runs, or when it is not a child of this process.</summary>
    public static bool TryReap(FileDescriptor pidfd, out ProcessExit exit)
    {
        Span<byte> info = stackalloc byte[128];
        info.Clear();
        exit = default;
        if (!Wait(3 /* P_PIDFD */, (uint)pidfd.Number, info)) return false;
        exit = Decode(info, out _);
        return true;
    }

    /// <summary>Collects any child that has ended; false when none has.</summary>
    public static bool TryReapAny(out int pid, out ProcessExit exit)
    {
        Span<byte> info = stackalloc byte[128];
        info.Clear();
        (pid, exit) = (0, default);
        if (!Wait(0 /* P_ALL */, 0, info)) return false;
        exit = Decode(info, out pid);
        return true;
    }

    /// <summary>
    /// The exit status of a process that need not be a child (PIDFD_GET_INFO with PIDFD_INFO_EXIT, Linux 6.15);
    /// false when the kernel cannot tell or the process has not been reaped yet.
    /// </summary>
    public static bool TryGetExit(FileDescriptor pidfd, out ProcessExit exit)
    {
        Span<byte> info = stackalloc byte[64];
        info.Clear();
        const ulong exitWanted = 1 << 3;
        BinaryPrimitives.WriteUInt64LittleEndian(info, exitWanted);
        exit = default;
        if (IoctlInfo(pidfd, 0xC040FF0B /* _IOWR(0xFF, 11, 64 bytes) */, ref MemoryMarshal.GetReference(info)) < 0) return false;
        if ((BinaryPrimitives.ReadUInt64LittleEndian(info) & exitWanted) == 0) return false;
        exit = ProcessExit.FromWaitStatus(BinaryPrimitives.ReadInt32LittleEndian(info[60..]));
        return true;
    }

    private static bool Wait(int idType, uint id, Span<byte> info)
    {
        int result;
        do result = WaitId(idType, id, ref MemoryMarshal.GetReference(info), WaitExited | WaitNoHang, 0);
        while (result < 0 && Native.LastError == Errno.EINTR);
        return result == 0 && BinaryPrimitives.ReadInt32LittleEndian(info[PidOffset..]) != 0;
    }

    private static ProcessExit Decode(ReadOnlySpan<byte> info, out int pid)
    {
        int code = BinaryPrimitives.ReadInt32LittleEndian(info[8..]);
        pid = BinaryPrimitives.ReadInt32LittleEndian(info[PidOffset..]);
        int status = BinaryPrimitives.ReadInt32LittleEndian(info[24..]);
        return code == 1 /* CLD_EXITED */ ? new ProcessExit(status, 0) : new ProcessExit(0, status);
    }

    [LibraryImport(Native.Libc, EntryPoint = "pidfd_open", SetLastError = true)]
    private static partial int OpenNative(int pid, uint flags);

    [LibraryImport(Native.Libc, EntryPoint = "pidfd_send_signal", SetLastError = true)]
    private static partial int SendSignal(FileDescriptor pidfd, int signal, nint info, uint flags);

    [LibraryImport(Native.Libc, EntryPoint = "pidfd_getfd", SetLastError = true)]
    private static partial int GetDescriptor(FileDescriptor pidfd, int number, uint flags);

    [LibraryImport(Native.Libc, EntryPoint = "waitid", SetLastError = true)]
    private static partial int WaitId(int idType, uint id, ref byte info, int options, nint usage);

    [LibraryImport(Native.Libc, EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoctlInfo(FileDescriptor pidfd, nuint request, ref byte info);
}
