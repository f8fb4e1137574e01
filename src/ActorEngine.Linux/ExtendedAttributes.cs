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
        return Encoding.UTF8.GetString(buffer, 0, (int)length).Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    [LibraryImport(Native.Libc, EntryPoint = "lsetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LSetXAttr(string path, string name, byte* value, nuint size, int flags);

    [LibraryImport(Native.Libc, EntryPoint = "lgetxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint LGetXAttr(string path, string name, byte* value, nuint size);

    [LibraryImport(Native.Libc, EntryPoint = "llistxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint LListXAttr(string path, byte* list, nuint size);
}
