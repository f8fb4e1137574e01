using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>What poll(2) is asked about, and what it answers.</summary>
[Flags]
public enum PollEvents : short
{
    None = 0,
    Read = 1,
    Priority = 2,
    Write = 4,
    Error = 8,
    HangUp = 16,
    Invalid = 32,
}

/// <summary>One entry of poll(2). A negative descriptor is skipped by the kernel.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct PollEntry(int descriptor, PollEvents wanted)
{
    public int Descriptor = descriptor;
    public PollEvents Wanted = wanted;
    public PollEvents Ready;
}

/// <summary>poll(2).</summary>
public static partial class Poll
{
    /// <summary>Waits until an entry is ready; answers how many are, 0 after <paramref name="milliseconds"/> (-1: no limit) or an interruption.</summary>
    public static int Wait(Span<PollEntry> entries, int milliseconds)
    {
        int ready = PollNative(ref MemoryMarshal.GetReference(entries), (nuint)entries.Length, milliseconds);
        if (ready >= 0) return ready;
        if (Native.LastError == Errno.EINTR) return 0;
        throw LinuxException.Last("poll");
    }

    /// <summary>Waits for one descriptor, also through interruptions; false after <paramref name="milliseconds"/> (-1: no limit).</summary>
    public static bool Wait(FileDescriptor descriptor, PollEvents wanted, int milliseconds)
    {
        PollEntry entry = new(descriptor.Number, wanted);
        long deadline = Clock.Monotonic + milliseconds * 1_000_000L;
        int left = milliseconds;
        while (Wait(new Span<PollEntry>(ref entry), left) == 0)
        {
            if (milliseconds < 0) continue;
            left = (int)((deadline - Clock.Monotonic + 999_999) / 1_000_000);
            if (left <= 0) return false;
        }

        GC.KeepAlive(descriptor);
        return true;
    }

    [LibraryImport(Native.Libc, EntryPoint = "poll", SetLastError = true)]
    private static partial int PollNative(ref PollEntry entries, nuint count, int milliseconds);
}
