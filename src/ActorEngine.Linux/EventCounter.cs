using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>eventfd(2): a counter that poll can wait for.</summary>
public static partial class EventCounter
{
    /// <summary>A non-blocking counter at 0.</summary>
    public static FileDescriptor Create() =>
        new(Native.Check(EventFd(0, 0x80000 | 0x800), "eventfd"));

    /// <summary>Adds one.</summary>
    public static void Signal(FileDescriptor counter)
    {
        long one = 1;
        counter.TryWrite(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in one)));
    }

    /// <summary>The count since the last call; 0 when nothing happened.</summary>
    public static long Take(FileDescriptor counter)
    {
        long value = 0;
        return counter.TryRead(MemoryMarshal.AsBytes(new Span<long>(ref value))) == sizeof(long) ? value : 0;
    }

    [LibraryImport(Native.Libc, EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFd(uint initial, int flags);
}
