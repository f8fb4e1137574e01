using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>What statx(2) tells about an entry. Times are nanoseconds since 1970.</summary>
/// <param name="Mode">File type and permission bits.</param>
/// <param name="Device">Device that holds the entry, as in stat(2).</param>
/// <param name="NodeDevice">Device that a device node stands for.</param>
public readonly record struct FileStatus(
    uint Mode, uint Links, uint UserId, uint GroupId, ulong Inode, ulong Size, ulong Blocks,
    long Accessed, long Modified, long Changed, ulong Device, ulong NodeDevice)
{
    private const int TypeMask = 0xF000;

    public bool IsDirectory => (Mode & TypeMask) == 0x4000;

    public bool IsRegular => (Mode & TypeMask) == 0x8000;

    public bool IsSymbolicLink => (Mode & TypeMask) == 0xA000;

    public bool IsCharacterDevice => (Mode & TypeMask) == 0x2000;

    public bool IsBlockDevice => (Mode & TypeMask) == 0x6000;

    public bool IsFifo => (Mode & TypeMask) == 0x1000;

    public bool IsSocket => (Mode & TypeMask) == 0xC000;
}

/// <summary>statx(2).</summary>
public static partial class FileStat
{
    /// <summary>The status of a path's own entry; null when there is none. Links are followed only when asked.</summary>
    public static FileStatus? Of(FileDescriptor directory, string path, bool followLinks = false)
    {
        FileStatus? status = TryOf(directory, path, followLinks, out Errno error);
        return status is null && error is not (Errno.ENOENT or Errno.ENOTDIR) ? throw new LinuxException(error, "statx", path) : status;
    }

    /// <summary>The status of a path's own entry; null when there is none.</summary>
    public static FileStatus? Of(string path, bool followLinks = false) => Of(FileDescriptor.CurrentDirectory, path, followLinks);

    /// <summary>The status of an open file.</summary>
    public static FileStatus Of(FileDescriptor file) =>
        TryOf(file, "", false, out Errno error) ?? throw new LinuxException(error, "statx");

    private static FileStatus? TryOf(FileDescriptor directory, string path, bool follow, out Errno error)
    {
        Span<byte> s = stackalloc byte[256];
        int flags = (follow ? 0 : Native.AtSymlinkNoFollow) | Native.AtEmptyPath;
        bool failed = Statx(directory, path, flags, 0x7ff, ref MemoryMarshal.GetReference(s)) < 0;
        error = failed ? Native.LastError : Errno.None;
        if (failed) return null;
        return new FileStatus(
            Mode: BinaryPrimitives.ReadUInt16LittleEndian(s[28..]),
            Links: U32(s, 16), UserId: U32(s, 20), GroupId: U32(s, 24),
            Inode: U64(s, 32), Size: U64(s, 40), Blocks: U64(s, 48),
            Accessed: Time(s, 64), Modified: Time(s, 112), Changed: Time(s, 96),
            Device: FileTree.DeviceNumber(U32(s, 136), U32(s, 140)),
            NodeDevice: FileTree.DeviceNumber(U32(s, 128), U32(s, 132)));
    }

    private static uint U32(ReadOnlySpan<byte> s, int at) => BinaryPrimitives.ReadUInt32LittleEndian(s[at..]);

    private static ulong U64(ReadOnlySpan<byte> s, int at) => BinaryPrimitives.ReadUInt64LittleEndian(s[at..]);

    private static long Time(ReadOnlySpan<byte> s, int at) => (long)U64(s, at) * 1_000_000_000 + U32(s, at + 8);

    [LibraryImport(Native.Libc, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(FileDescriptor directory, string path, int flags, uint mask, ref byte status);
}
