using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>Advice about the pages of this process (madvise(2)).</summary>
public static unsafe partial class MemoryPages
{
    /// <summary>Bytes of a page.</summary>
    public const int Size = 4096;

    /// <summary>Gives whole pages of anonymous memory back (MADV_DONTNEED); they read as zeros when touched again.</summary>
    public static void Release(byte* start, nuint length) => Native.Check(Advise(start, length, 4), "madvise");

    /// <summary>Gives back what the C library's allocator holds and nothing uses (malloc_trim(3)): scratch memory of compilers and libraries.</summary>
    public static void TrimAllocator() => _ = Trim(0);

    [LibraryImport(Native.Libc, EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);

    [LibraryImport(Native.Libc, EntryPoint = "madvise", SetLastError = true)]
    private static partial int Advise(byte* start, nuint length, int advice);
}
