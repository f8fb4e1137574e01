using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>Type and space of the file system that holds a path (statfs(2)); sizes in bytes.</summary>
public readonly partial record struct FileSystemStatus(long Type, ulong Size, ulong Free, ulong Available)
{
    public const long Overlay = 0x794c7630, Tmpfs = 0x01021994, Ext4 = 0xEF53, Cgroup2 = 0x63677270, Procfs = 0x9fa0;

    /// <summary>Asks about the file system at a path.</summary>
    public static FileSystemStatus Of(string path)
    {
        Span<byte> s = stackalloc byte[256];
        Native.Check(StatFs(path, ref MemoryMarshal.GetReference(s)), "statfs", path);
        ulong block = BinaryPrimitives.ReadUInt64LittleEndian(s[8..]);
        return new FileSystemStatus(
            BinaryPrimitives.ReadInt64LittleEndian(s),
            block * BinaryPrimitives.ReadUInt64LittleEndian(s[16..]),
            block * BinaryPrimitives.ReadUInt64LittleEndian(s[24..]),
            block * BinaryPrimitives.ReadUInt64LittleEndian(s[32..]));
    }

    [LibraryImport(Native.Libc, EntryPoint = "statfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatFs(string path, ref byte status);
}
