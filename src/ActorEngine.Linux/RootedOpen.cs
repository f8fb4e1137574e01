using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>How openat2(2) may walk a path.</summary>
[Flags]
public enum ResolveFlags : ulong
{
    None = 0,
    NoMountCrossing = 1,
    NoMagicLinks = 2,
    NoSymlinks = 4,
    Beneath = 8,
    InRoot = 16,
}

/// <summary>openat2(2): opening paths inside a root that absolute links and <c>..</c> cannot leave.</summary>
public static unsafe partial class RootedOpen
{
    private const int OpenAt2Number = 437;

    /// <summary>Opens a path below <paramref name="root"/>; the default treats the directory as the file system's root.</summary>
    public static FileDescriptor Open(FileDescriptor root, string path, OpenFlags flags, uint mode = 0, ResolveFlags resolve = ResolveFlags.InRoot) =>
        TryOpen(root, path, flags, mode, resolve, out Errno error) ?? throw new LinuxException(error, "openat2", path);

    /// <summary>As <see cref="Open"/>, answering null and the reason.</summary>
    public static FileDescriptor? TryOpen(FileDescriptor root, string path, OpenFlags flags, uint mode, ResolveFlags resolve, out Errno error)
    {
        ulong* how = stackalloc ulong[3];
        how[0] = (ulong)(uint)(flags | OpenFlags.CloseOnExec);
        how[1] = mode;
        how[2] = (ulong)resolve;
        nint number;
        do number = Syscall(OpenAt2Number, root, path, how, 24);
        // EAGAIN: a rename elsewhere raced with ".."; the manual says to try again.
        while (number < 0 && Native.LastError is Errno.EAGAIN or Errno.EINTR);
        error = number < 0 ? Native.LastError : Errno.None;
        return number < 0 ? null : new FileDescriptor((int)number);
    }

    [LibraryImport(Native.Libc, EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Syscall(nint number, FileDescriptor root, string path, ulong* how, nuint size);
}
