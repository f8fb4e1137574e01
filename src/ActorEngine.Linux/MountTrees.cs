using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>Attributes of a mount in the new mount API.</summary>
[Flags]
public enum MountAttributes : uint
{
    None = 0,
    ReadOnly = 1,
    NoSuid = 2,
    NoDev = 4,
    NoExec = 8,
    NoAccessTime = 0x10,
}

/// <summary>Moving mount trees about by descriptor: open_tree(2), move_mount(2), mount_setattr(2).</summary>
public static unsafe partial class MountTrees
{
    /// <summary>A detached copy of the mount at a path (a bind mount that is nowhere yet).</summary>
    public static FileDescriptor Clone(string path, bool recursive)
    {
        const uint clone = 1, closeOnExec = 0x80000, recursiveFlag = 0x8000;
        return new FileDescriptor(Native.Check(
            OpenTree(FileDescriptor.CurrentDirectory, path, clone | closeOnExec | (recursive ? recursiveFlag : 0)), "open_tree", path));
    }

    /// <summary>A detached copy of the mount at an open place; the place is the new mount's root.</summary>
    public static FileDescriptor Clone(FileDescriptor place, bool recursive)
    {
        const uint clone = 1, closeOnExec = 0x80000, recursiveFlag = 0x8000;
        return new FileDescriptor(Native.Check(
            OpenTree(place, "", clone | closeOnExec | (uint)Native.AtEmptyPath | (recursive ? recursiveFlag : 0)), "open_tree"));
    }

    /// <summary>This kernel can make a whole tree of mounts read-only at once (mount_setattr(2), Linux 5.12).</summary>
    public static bool CanSetAttributes { get; } = Probe();

    /// <summary>Attaches a detached mount to a directory or file.</summary>
    public static void Attach(FileDescriptor tree, string target) =>
        Native.Check(MoveMount(tree, "", FileDescriptor.CurrentDirectory, target, 4 /* MOVE_MOUNT_F_EMPTY_PATH */), "move_mount", target);

    /// <summary>Attaches a detached mount to <paramref name="path"/> below an open directory.</summary>
    public static void Attach(FileDescriptor tree, FileDescriptor directory, string path) =>
        Native.Check(MoveMount(tree, "", directory, path, path.Length == 0 ? 4u | 0x40u : 4u), "move_mount", path);

    /// <summary>Sets attributes of a mount, and of all below it when <paramref name="recursive"/>.</summary>
    public static void SetAttributes(FileDescriptor tree, MountAttributes set, bool recursive)
    {
        ulong* attributes = stackalloc ulong[4];
        attributes[0] = (ulong)set;
        attributes[1] = attributes[2] = attributes[3] = 0;
        Native.Check(SetAttr(tree, "", (uint)Native.AtEmptyPath | (recursive ? 0x8000u : 0), attributes, 32), "mount_setattr");
    }

    /// <summary>Makes a detached mount show ids through a user namespace's mapping (MOUNT_ATTR_IDMAP, Linux 5.12).</summary>
    public static void SetIdMap(FileDescriptor tree, FileDescriptor userNamespace)
    {
        ulong* attributes = stackalloc ulong[4];
        attributes[0] = 0x100000;
        attributes[1] = attributes[2] = 0;
        attributes[3] = (ulong)userNamespace.Number;
        Native.Check(SetAttr(tree, "", (uint)Native.AtEmptyPath, attributes, 32), "mount_setattr", "id mapping");
        GC.KeepAlive(userNamespace);
    }

    private static bool Probe()
    {
        ulong* attributes = stackalloc ulong[4];
        attributes[0] = attributes[1] = attributes[2] = attributes[3] = 0;
        return SetAttr(FileDescriptor.CurrentDirectory, "", 0, attributes, 32) == 0 || Native.LastError != Errno.ENOSYS;
    }

    [LibraryImport(Native.Libc, EntryPoint = "open_tree", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenTree(FileDescriptor directory, string path, uint flags);

    [LibraryImport(Native.Libc, EntryPoint = "move_mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MoveMount(FileDescriptor from, string fromPath, FileDescriptor to, string toPath, uint flags);

    [LibraryImport(Native.Libc, EntryPoint = "mount_setattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetAttr(FileDescriptor directory, string path, uint flags, ulong* attributes, nuint size);
}
