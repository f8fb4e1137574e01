using System.Runtime.InteropServices;
using System.Text;

namespace ActorEngine.Linux;

/// <summary>Extended attributes (xattr(7)) of a path's own entry, links not followed. For an entry below a descriptor use its <see cref="FileDescriptor.ProcPath"/> directory.</summary>
public static unsafe partial class ExtendedAttributes
{
    /// <summary>lsetxattr(2), answering the error.</summary>
    public static Errno TrySet(string path, string name, ReadOnlySpan<byte> value)
    {
        fixed (byte* start = value)
            return LSetXAttr(path, name, start, (nuint)value.Length, 0) < 0 ? Native.LastError : Errno.None;
    }

    /// <summary>fsetxattr(2) of an open file or directory, answering the error.</summary>
    public static Errno TrySet(FileDescriptor file, string name, ReadOnlySpan<byte> value)
    {
        fixed (byte* start = value)
            return FSetXAttr(file.Number, name, start, (nuint)value.Length, 0) < 0 ? Native.LastError : Errno.None;
    }

    /// <summary>lsetxattr(2).</summary>
    public static void Set(string path, string name, ReadOnlySpan<byte> value)
    {
        Errno error = TrySet(path, name, value);
        if (error != Errno.None) throw new LinuxException(error, $"lsetxattr({name})", path);
    }

    /// <summary>lgetxattr(2); null when the attribute is not there or not supported.</summary>
    public static byte[]? Get(string path, string name)
    {
        byte[] buffer = new byte[256];
        while (true)
        {
            nint length;
            fixed (byte* start = buffer) length = LGetXAttr(path, name, start, (nuint)buffer.Length);
            if (length >= 0) return buffer[..(int)length];
            if (Native.LastError != Errno.ERANGE || buffer.Length >= 65536)
                return Native.LastError is Errno.ENODATA or Errno.EOPNOTSUPP ? null : throw LinuxException.Last($"lgetxattr({name})", path);
            buffer = new byte[65536];
        }
    }

    /// <summary>llistxattr(2).</summary>
    public static string[] List(string path)
    {
        byte[] buffer = new byte[65536];
        nint length;
        fixed (byte* start = buffer) length = LListXAttr(path, start, (nuint)buffer.Length);
        if (length < 0 && Native.LastError == Errno.EOPNOTSUPP) return [];
        Native.Check(length, "llistxattr", path);
        return Names(buffer.AsSpan(0, (int)length));
    }

    /// <summary>llistxattr(2) or listxattr(2) of a path given as bytes ending with a zero; empty where it vanished or knows none.</summary>
    public static string[] List(ReadOnlySpan<byte> path, bool follow)
    {
        // Nearly every file has none, or a few short ones.
        byte* small = stackalloc byte[512];
        fixed (byte* start = path)
        {
            nint length = follow ? ListXAttr(start, small, 512) : LListXAttr(start, small, 512);
            if (length == 0) return [];
            if (length > 0) return Names(new ReadOnlySpan<byte>(small, (int)length));
            if (Native.LastError is Errno.EOPNOTSUPP or Errno.ENOENT) return [];
            byte[] large = new byte[65536];
            fixed (byte* content = large) length = follow ? ListXAttr(start, content, 65536) : LListXAttr(start, content, 65536);
            return Names(large.AsSpan(0, (int)Native.Check(length, "listxattr")));
        }
    }

    /// <summary>lgetxattr(2) or getxattr(2) of a path given as bytes ending with a zero; null when it is not there.</summary>
    public static byte[]? Get(ReadOnlySpan<byte> path, string name, bool follow)
    {
        byte[] buffer = new byte[65536];
        nint length;
        fixed (byte* start = path)
        fixed (byte* content = buffer)
            length = follow ? GetXAttr(start, name, content, 65536) : LGetXAttr(start, name, content, 65536);
        if (length >= 0) return buffer[..(int)length];
        return Native.LastError is Errno.ENODATA or Errno.EOPNOTSUPP or Errno.ENOENT ? null : throw LinuxException.Last($"getxattr({name})");
    }

    private static string[] Names(ReadOnlySpan<byte> list) => Encoding.UTF8.GetString(list).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    [LibraryImport(Native.Libc, EntryPoint = "lsetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LSetXAttr(string path, string name, byte* value, nuint size, int flags);

    [LibraryImport(Native.Libc, EntryPoint = "fsetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FSetXAttr(int file, string name, byte* value, nuint size, int flags);

    [LibraryImport(Native.Libc, EntryPoint = "lgetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint LGetXAttr(string path, string name, byte* value, nuint size);

    [LibraryImport(Native.Libc, EntryPoint = "llistxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint LListXAttr(string path, byte* list, nuint size);

    [LibraryImport(Native.Libc, EntryPoint = "listxattr", SetLastError = true)]
    private static partial nint ListXAttr(byte* path, byte* list, nuint size);

    [LibraryImport(Native.Libc, EntryPoint = "llistxattr", SetLastError = true)]
    private static partial nint LListXAttr(byte* path, byte* list, nuint size);

    [LibraryImport(Native.Libc, EntryPoint = "getxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetXAttr(byte* path, string name, byte* value, nuint size);

    [LibraryImport(Native.Libc, EntryPoint = "lgetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint LGetXAttr(byte* path, string name, byte* value, nuint size);
}
