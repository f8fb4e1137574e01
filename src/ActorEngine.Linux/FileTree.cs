using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>Making, linking, renaming and removing entries below an open directory. Final symbolic links are never followed.</summary>
public static partial class FileTree
{
    /// <summary>mkdirat(2).</summary>
    public static void MakeDirectory(FileDescriptor directory, string path, uint mode) =>
        Native.Check(MkdirAt(directory, path, mode), "mkdirat", path);

    /// <summary>mkdirat(2), answering the error (EEXIST is common).</summary>
    public static Errno TryMakeDirectory(FileDescriptor directory, string path, uint mode) =>
        MkdirAt(directory, path, mode) < 0 ? Native.LastError : Errno.None;

    /// <summary>mknodat(2); <paramref name="mode"/> carries the file type, <paramref name="device"/> comes from <see cref="DeviceNumber"/>.</summary>
    public static void MakeNode(FileDescriptor directory, string path, uint mode, ulong device) =>
        Native.Check(MknodAt(directory, path, mode, device), "mknodat", path);

    /// <summary>symlinkat(2).</summary>
    public static void MakeSymbolicLink(string target, FileDescriptor directory, string path) =>
        Native.Check(SymlinkAt(target, directory, path), "symlinkat", path);

    /// <summary>linkat(2).</summary>
    public static void MakeHardLink(FileDescriptor oldDirectory, string oldPath, FileDescriptor newDirectory, string newPath) =>
        Native.Check(LinkAt(oldDirectory, oldPath, newDirectory, newPath, 0), "linkat", newPath);

    /// <summary>unlinkat(2); false when there is nothing of that name.</summary>
    public static bool Remove(FileDescriptor directory, string path, bool isDirectory = false)
    {
        if (UnlinkAt(directory, path, isDirectory ? 0x200 : 0) == 0) return true;
        return Native.LastError == Errno.ENOENT ? false : throw LinuxException.Last("unlinkat", path);
    }

    /// <summary>renameat2(2); replaces what is at the new path unless <paramref name="noReplace"/>; swaps both when <paramref name="exchange"/>.</summary>
    public static void Rename(FileDescriptor oldDirectory, string oldPath, FileDescriptor newDirectory, string newPath, bool noReplace = false, bool exchange = false) =>
        Native.Check(RenameAt2(oldDirectory, oldPath, newDirectory, newPath, exchange ? 2u : noReplace ? 1u : 0u), "renameat2", newPath);

    /// <summary>readlinkat(2).</summary>
    public static unsafe string ReadLink(FileDescriptor directory, string path)
    {
        byte* buffer = stackalloc byte[4096];
        nint length = Native.Check(ReadLinkAt(directory, path, buffer, 4096), "readlinkat", path);
        return System.Text.Encoding.UTF8.GetString(buffer, (int)length);
    }

    /// <summary>makedev(3).</summary>
    public static ulong DeviceNumber(uint major, uint minor) =>
        (minor & 0xffUL) | ((major & 0xfffUL) << 8) | ((minor & ~0xffUL) << 12) | ((major & ~0xfffUL) << 32);

    [LibraryImport(Native.Libc, EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MkdirAt(FileDescriptor directory, string path, uint mode);

    [LibraryImport(Native.Libc, EntryPoint = "mknodat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MknodAt(FileDescriptor directory, string path, uint mode, ulong device);

    [LibraryImport(Native.Libc, EntryPoint = "symlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SymlinkAt(string target, FileDescriptor directory, string path);

    [LibraryImport(Native.Libc, EntryPoint = "linkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkAt(FileDescriptor oldDirectory, string oldPath, FileDescriptor newDirectory, string newPath, int flags);

    [LibraryImport(Native.Libc, EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnlinkAt(FileDescriptor directory, string path, int flags);

    [LibraryImport(Native.Libc, EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(FileDescriptor oldDirectory, string oldPath, FileDescriptor newDirectory, string newPath, uint flags);

    [LibraryImport(Native.Libc, EntryPoint = "readlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial nint ReadLinkAt(FileDescriptor directory, string path, byte* buffer, nuint size);
}
