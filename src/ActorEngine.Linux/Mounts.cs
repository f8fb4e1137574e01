using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>Flags of mount(2).</summary>
[Flags]
public enum MountFlags : ulong
{
    None = 0,
    ReadOnly = 1,
    NoSuid = 2,
    NoDev = 4,
    NoExec = 8,
    Remount = 32,
    NoAccessTime = 1024,
    Bind = 4096,
    Move = 8192,
    Recursive = 16384,
    Unbindable = 1 << 17,
    Private = 1 << 18,
    Slave = 1 << 19,
    Shared = 1 << 20,
}

/// <summary>mount(2) and umount2(2).</summary>
public static partial class Mounts
{
    /// <summary>mount(2).</summary>
    public static void Mount(string? source, string target, string? type, MountFlags flags, string? data = null) =>
        Native.Check(MountNative(source, target, type, flags, data), "mount", target);

    /// <summary>mount(2), answering the error.</summary>
    public static Errno TryMount(string? source, string target, string? type, MountFlags flags, string? data = null) =>
        MountNative(source, target, type, flags, data) < 0 ? Native.LastError : Errno.None;

    /// <summary>umount2(2); <paramref name="detach"/> is MNT_DETACH. A path that is no mount point gives EINVAL.</summary>
    public static void Unmount(string target, bool detach = false) =>
        Native.Check(UmountNative(target, detach ? 2 | 8 : 8), "umount2", target);

    /// <summary>umount2(2), answering the error.</summary>
    public static Errno TryUnmount(string target, bool detach = false) =>
        UmountNative(target, detach ? 2 | 8 : 8) < 0 ? Native.LastError : Errno.None;

    [LibraryImport(Native.Libc, EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MountNative(string? source, string target, string? type, MountFlags flags, string? data);

    [LibraryImport(Native.Libc, EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UmountNative(string target, int flags);
}
