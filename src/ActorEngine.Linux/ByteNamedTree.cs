using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>
/// <see cref="FileTree"/> for names that are bytes, as the kernel has them and archives bring them: they need not be
/// UTF-8. Every name given ends with a zero byte that is part of the span. Final symbolic links are never followed.
/// </summary>
public static unsafe partial class ByteNamedTree
{
    /// <summary>openat2(2) below a root; null and the reason when it fails.</summary>
    public static FileDescriptor? TryOpen(
        FileDescriptor root, ReadOnlySpan<byte> path, OpenFlags flags, uint mode, ResolveFlags resolve, out Errno error)
    {
        ulong* how = stackalloc ulong[3];
        how[0] = (ulong)(uint)(flags | OpenFlags.CloseOnExec);
        how[1] = mode;
        how[2] = (ulong)resolve;
        nint number;
        fixed (byte* name = Terminated(path))
        {
            do number = OpenAt2(437, root, name, how, 24);
            while (number < 0 && Native.LastError is Errno.EAGAIN or Errno.EINTR);
        }

        error = number < 0 ? Native.LastError : Errno.None;
        return number < 0 ? null : new FileDescriptor((int)number);
    }

    /// <summary>openat(2) of one name.</summary>
    public static FileDescriptor? TryOpenAt(FileDescriptor directory, ReadOnlySpan<byte> name, OpenFlags flags, uint mode, out Errno error)
    {
        int number;
        fixed (byte* start = Terminated(name)) number = OpenAt(directory, start, flags | OpenFlags.CloseOnExec | OpenFlags.NoFollow, mode);
        error = number < 0 ? Native.LastError : Errno.None;
        return number < 0 ? null : new FileDescriptor(number);
    }

    /// <summary>mkdirat(2).</summary>
    public static Errno TryMakeDirectory(FileDescriptor directory, ReadOnlySpan<byte> name, uint mode)
    {
        fixed (byte* start = Terminated(name)) return Result(MkdirAt(directory, start, mode));
    }

    /// <summary>mknodat(2).</summary>
    public static Errno TryMakeNode(FileDescriptor directory, ReadOnlySpan<byte> name, uint mode, ulong device)
    {
        fixed (byte* start = Terminated(name)) return Result(MknodAt(directory, start, mode, device));
    }

    /// <summary>symlinkat(2).</summary>
    public static Errno TryMakeSymbolicLink(ReadOnlySpan<byte> target, FileDescriptor directory, ReadOnlySpan<byte> name)
    {
        fixed (byte* to = Terminated(target))
        fixed (byte* start = Terminated(name)) return Result(SymlinkAt(to, directory, start));
    }

    /// <summary>linkat(2).</summary>
    public static Errno TryMakeHardLink(FileDescriptor oldDirectory, ReadOnlySpan<byte> oldName, FileDescriptor directory, ReadOnlySpan<byte> name)
    {
        fixed (byte* old = Terminated(oldName))
        fixed (byte* start = Terminated(name)) return Result(LinkAt(oldDirectory, old, directory, start, 0));
    }

    /// <summary>unlinkat(2).</summary>
    public static Errno TryRemove(FileDescriptor directory, ReadOnlySpan<byte> name, bool isDirectory)
    {
        fixed (byte* start = Terminated(name)) return Result(UnlinkAt(directory, start, isDirectory ? 0x200 : 0));
    }

    /// <summary>readlinkat(2).</summary>
    public static Errno TryReadLink(FileDescriptor directory, ReadOnlySpan<byte> name, out byte[] target)
    {
        byte* buffer = stackalloc byte[4096];
        nint length;
        fixed (byte* start = Terminated(name)) length = ReadLinkAt(directory, start, buffer, 4096);
        target = length < 0 ? [] : new ReadOnlySpan<byte>(buffer, (int)length).ToArray();
        return length < 0 ? Native.LastError : Errno.None;
    }

    // A span without its zero would let the kernel read past the end.
    private static ReadOnlySpan<byte> Terminated(ReadOnlySpan<byte> name) =>
        name.Length > 0 && name.IndexOf((byte)0) == name.Length - 1
            ? name
            : throw new ArgumentException("A name given to the kernel must have exactly one zero byte, its last.", nameof(name));

    private static Errno Result(int result) => result < 0 ? Native.LastError : Errno.None;

    [LibraryImport(Native.Libc, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint OpenAt2(nint number, FileDescriptor root, byte* path, ulong* how, nuint size);

    [LibraryImport(Native.Libc, EntryPoint = "openat", SetLastError = true)]
    private static partial int OpenAt(FileDescriptor directory, byte* path, OpenFlags flags, uint mode);

    [LibraryImport(Native.Libc, EntryPoint = "mkdirat", SetLastError = true)]
    private static partial int MkdirAt(FileDescriptor directory, byte* path, uint mode);

    [LibraryImport(Native.Libc, EntryPoint = "mknodat", SetLastError = true)]
    private static partial int MknodAt(FileDescriptor directory, byte* path, uint mode, ulong device);

    [LibraryImport(Native.Libc, EntryPoint = "symlinkat", SetLastError = true)]
    private static partial int SymlinkAt(byte* target, FileDescriptor directory, byte* path);

    [LibraryImport(Native.Libc, EntryPoint = "linkat", SetLastError = true)]
    private static partial int LinkAt(FileDescriptor oldDirectory, byte* oldPath, FileDescriptor newDirectory, byte* newPath, int flags);

    [LibraryImport(Native.Libc, EntryPoint = "unlinkat", SetLastError = true)]
    private static partial int UnlinkAt(FileDescriptor directory, byte* path, int flags);

    [LibraryImport(Native.Libc, EntryPoint = "readlinkat", SetLastError = true)]
    private static partial nint ReadLinkAt(FileDescriptor directory, byte* path, byte* buffer, nuint size);
}
