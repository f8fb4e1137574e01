using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>Advice about the pages of this process (madvise(2)).</summary>
public static unsafe partial class MemoryPages
{
    /// <summary>Bytes of a page.</summary>
    public const int Size = 4096;

    /// <summary>Gives whole pages of anonymous memory back (MADV_DONTNEED); they read as zeros when touched again.</summary>
    public static void Release(byte* start, nuint length) => Native.Check(Advise(start, length, 4), "madvise");

    [LibraryImport(Native.Libc, EntryPoint = "madvise", SetLastError = true)]
    private static partial int Advise(byte* start, nuint length, int advice);
}
