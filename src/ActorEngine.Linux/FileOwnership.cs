using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>Owner, mode, times and extended attributes of entries. Final symbolic links are never followed.</summary>
public static unsafe partial class FileOwnership
{
    /// <summary>fchownat(2) of the entry itself; an empty path means the descriptor.</summary>
    public static void SetOwner(FileDescriptor directory, string path, uint user, uint group) =>
        Native.Check(FchownAt(directory, path, user, group, Native.AtSymlinkNoFollow | Native.AtEmptyPath), "fchownat", path);

    /// <summary>fchmodat(2); follows links, so give it a path that is none.</summary>
    public static void SetMode(FileDescriptor directory, string path, uint mode) =>
        Native.Check(FchmodAt(directory, path, mode, 0), "fchmodat", path);

    /// <summary>fchmod(2).</summary>
    public static void SetMode(FileDescriptor file, uint mode) => Native.Check(Fchmod(file, mode), "fchmod");

    /// <summary>utimensat(2), in nanoseconds since 1970.</summary>
    public static void SetTimes(FileDescriptor directory, string path, long accessed, long modified)
    {
        long* times = stackalloc long[4];
        (times[0], times[1]) = Split(accessed);
        (times[2], times[3]) = Split(modified);
        Native.Check(UtimensAt(directory, path, times, Native.AtSymlinkNoFollow), "utimensat", path);
    }

    private static (long Seconds, long Nanoseconds) Split(long time)
    {
        const long second = 1_000_000_000;
        long rest = ((time % second) + second) % second;
        return ((time - rest) / second, rest);
    }

    [LibraryImport(Native.Libc, EntryPoint = "fchownat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FchownAt(FileDescriptor directory, string path, uint user, uint group, int flags);

    [LibraryImport(Native.Libc, EntryPoint = "fchmodat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FchmodAt(FileDescriptor directory, string path, uint mode, int flags);

    [LibraryImport(Native.Libc, EntryPoint = "fchmod", SetLastError = true)]
    private static partial int Fchmod(FileDescriptor file, uint mode);

    [LibraryImport(Native.Libc, EntryPoint = "utimensat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UtimensAt(FileDescriptor directory, string path, long* times, int flags);
}
