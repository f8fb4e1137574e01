using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>Signal numbers, sending, and the calling thread's mask.</summary>
public static partial class Signals
{
    public const int Hangup = 1, Interrupt = 2, Quit = 3, Kill = 9, User1 = 10, User2 = 12, Pipe = 13,
        Terminate = 15, Child = 17, Continue = 18, Stop = 19, WindowChange = 28;

    /// <summary>kill(2). A negative pid names a process group. Signal 0 only asks whether it exists.</summary>
    public static void Send(int pid, int signal) =>
        Native.Check(KillNative(pid, signal), "kill");

    /// <summary>kill(2), answering the error instead of throwing.</summary>
    public static Errno TrySend(int pid, int signal) =>
        KillNative(pid, signal) < 0 ? Native.LastError : Errno.None;

    /// <summary>Blocks signals in the calling thread and in threads it starts later.</summary>
    public static unsafe void Block(params ReadOnlySpan<int> signals) => ChangeMask(0, signals);

    /// <summary>Unblocks signals in the calling thread.</summary>
    public static unsafe void Unblock(params ReadOnlySpan<int> signals) => ChangeMask(1, signals);

    /// <summary>A non-blocking signalfd(2) for signals that every thread of the process blocks.</summary>
    public static unsafe FileDescriptor OpenDescriptor(params ReadOnlySpan<int> signals)
    {
        byte* set = stackalloc byte[SignalSet.Size];
        SignalSet.Of(set, signals);
        const int flags = 0x80000 | 0x800;
        return new FileDescriptor(Native.Check(SignalFd(-1, set, flags), "signalfd"));
    }

    /// <summary>The next signal waiting on a descriptor from <see cref="OpenDescriptor"/>, or 0.</summary>
    public static int Take(FileDescriptor descriptor)
    {
        Span<byte> record = stackalloc byte[128];
        return descriptor.TryRead(record) == record.Length ? MemoryMarshal.Read<int>(record) : 0;
    }

    private static unsafe void ChangeMask(int how, ReadOnlySpan<int> signals)
    {
        byte* set = stackalloc byte[SignalSet.Size];
        SignalSet.Of(set, signals);
        int error = ThreadMask(how, set, null);
        if (error != 0) throw new LinuxException((Errno)error, "pthread_sigmask");
    }

    [LibraryImport(Native.Libc, EntryPoint = "kill", SetLastError = true)]
    private static partial int KillNative(int pid, int signal);

    [LibraryImport(Native.Libc, EntryPoint = "pthread_sigmask")]
    private static unsafe partial int ThreadMask(int how, byte* set, byte* old);

    [LibraryImport(Native.Libc, EntryPoint = "signalfd", SetLastError = true)]
    private static unsafe partial int SignalFd(int number, byte* set, int flags);
}
