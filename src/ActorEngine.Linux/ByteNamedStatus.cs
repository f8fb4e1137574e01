using System.Runtime.InteropServices;
using System.Text;

namespace ActorEngine.Linux;

/// <summary>Owner, mode, times, attributes and status of entries whose names are bytes ending with a zero. Final symbolic links are never followed.</summary>
public static unsafe partial class ByteNamedStatus
{
    /// <summary>fchownat(2).</summary>
    public static Errno TrySetOwner(FileDescriptor directory, ReadOnlySpan<byte> name, uint user, uint group)
    {
        fixed (byte* start = name) return Result(FchownAt(directory, start, user, group, Native.AtSymlinkNoFollow));
    }

    /// <summary>fchown(2).</summary>
    public static Errno TrySetOwner(FileDescriptor file, uint user, uint group) => Result(Fchown(file, user, group));

    /// <summary>fchmodat(2) of an entry that is no symbolic link.</summary>
    public static Errno TrySetMode(FileDescriptor directory, ReadOnlySpan<byte> name, uint mode)
    {
        fixed (byte* start = name) return Result(FchmodAt(directory, start, mode, 0));
    }

    /// <summary>utimensat(2) in nanoseconds since 1970; an empty name (one zero byte alone) is not allowed, use <see cref="TrySetTimes(FileDescriptor, long, long)"/>.</summary>
    public static Errno TrySetTimes(FileDescriptor directory, ReadOnlySpan<byte> name, long accessed, long modified)
    {
        long* times = stackalloc long[4];
        Split(accessed, times);
        Split(modified, times + 2);
        fixed (byte* start = name) return Result(UtimensAt(directory, start, times, Native.AtSymlinkNoFollow));
    }

    /// <summary>futimens(3) in nanoseconds since 1970.</summary>
    public static Errno TrySetTimes(FileDescriptor file, long accessed, long modified)
    {
        long* times = stackalloc long[4];
        Split(accessed, times);
        Split(modified, times + 2);
        return Result(Futimens(file, times));
    }

    /// <summary>lsetxattr(2) of a name below an open directory.</summary>
    public static Errno TrySetAttribute(FileDescriptor directory, ReadOnlySpan<byte> name, string attribute, ReadOnlySpan<byte> value)
    {
        byte[] path = [.. Encoding.UTF8.GetBytes(directory.ProcPath), (byte)'/', .. name];
        fixed (byte* start = path)
        fixed (byte* content = value)
            return Result(LSetXAttr(start, attribute, content, (nuint)value.Length, 0));
    }

    /// <summary>fsetxattr(2).</summary>
    public static Errno TrySetAttribute(FileDescriptor file, string attribute, ReadOnlySpan<byte> value)
    {
        fixed (byte* content = value) return Result(FSetXAttr(file, attribute, content, (nuint)value.Length, 0));
    }

    /// <summary>fgetxattr(2), up to 1 KB; null when it is not there or cannot be read.</summary>
    public static byte[]? Attribute(FileDescriptor file, string attribute)
    {
        byte* buffer = stackalloc byte[1024];
        nint length = FGetXAttr(file, attribute, buffer, 1024);
        return length < 0 ? null : new ReadOnlySpan<byte>(buffer, (int)length).ToArray();
    }

    /// <summary>lgetxattr(2) of a name below an open directory, up to 64 KB; null when it is not there or cannot be read.</summary>
    public static byte[]? Attribute(FileDescriptor directory, ReadOnlySpan<byte> name, string attribute)
    {
        byte[] path = [.. Encoding.UTF8.GetBytes(directory.ProcPath), (byte)'/', .. name];
        byte* buffer = stackalloc byte[1024];
        fixed (byte* start = path)
        {
            nint length = LGetXAttr(start, attribute, buffer, 1024);
            if (length >= 0) return new ReadOnlySpan<byte>(buffer, (int)length).ToArray();
            if (Native.LastError != Errno.ERANGE) return null;
            byte[] large = new byte[65536];
            fixed (byte* content = large) length = LGetXAttr(start, attribute, content, (nuint)large.Length);
            return length < 0 ? null : large[..(int)length];
        }
    }

    private static void Split(long time, long* parts)
    {
        const long second = 1_000_000_000;
        long rest = ((time % second) + second) % second;
        parts[0] = (time - rest) / second;
        parts[1] = rest;
    }

    private static Errno Result(int result) => result < 0 ? Native.LastError : Errno.None;

    [LibraryImport(Native.Libc, EntryPoint = "fchownat", SetLastError = true)]
    private static partial int FchownAt(FileDescriptor directory, byte* path, uint user, uint group, int flags);

    [LibraryImport(Native.Libc, EntryPoint = "fchown", SetLastError = true)]
    private static partial int Fchown(FileDescriptor file, uint user, uint group);

    [LibraryImport(Native.Libc, EntryPoint = "fchmodat", SetLastError = true)]
    private static partial int FchmodAt(FileDescriptor directory, byte* path, uint mode, int flags);

    [LibraryImport(Native.Libc, EntryPoint = "utimensat", SetLastError = true)]
    private static partial int UtimensAt(FileDescriptor directory, byte* path, long* times, int flags);

    [LibraryImport(Native.Libc, EntryPoint = "futimens", SetLastError = true)]
    private static partial int Futimens(FileDescriptor file, long* times);

    [LibraryImport(Native.Libc, EntryPoint = "lsetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LSetXAttr(byte* path, string name, byte* value, nuint size, int flags);

    [LibraryImport(Native.Libc, EntryPoint = "lgetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint LGetXAttr(byte* path, string name, byte* value, nuint size);

    [LibraryImport(Native.Libc, EntryPoint = "fgetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint FGetXAttr(FileDescriptor file, string name, byte* value, nuint size);

    [LibraryImport(Native.Libc, EntryPoint = "fsetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FSetXAttr(FileDescriptor file, string name, byte* value, nuint size, int flags);
}
