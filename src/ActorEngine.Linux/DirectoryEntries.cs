using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>One name in a directory. <paramref name="Name"/> ends with a zero byte; <paramref name="Type"/> is DT_* of readdir(3), 0 when the file system does not tell.</summary>
public readonly record struct DirectoryEntry(byte[] Name, byte Type)
{
    /// <summary>DT_DIR.</summary>
    public bool IsDirectory => Type == 4;

    /// <summary>DT_CHR.</summary>
    public bool IsCharacterDevice => Type == 2;
}

/// <summary>Reading a directory by descriptor (getdents64(2)).</summary>
public static unsafe partial class DirectoryEntries
{
    private const nint GetDents64Number = 217, GetDents64Arm = 61;

    /// <summary>All entries but . and .., in the file system's order. The descriptor must be open for reading.</summary>
    public static List<DirectoryEntry> Read(FileDescriptor directory)
    {
        List<DirectoryEntry> entries = [];
        byte[] buffer = new byte[32768];
        directory.Seek(0, 0);
        while (true)
        {
            nint count;
            fixed (byte* start = buffer) count = GetDents(Number, directory, start, (nuint)buffer.Length);
            if (Native.Check(count, "getdents64") == 0) return entries;
            for (int at = 0; at < count;)
            {
                ReadOnlySpan<byte> record = buffer.AsSpan(at);
                int length = BinaryPrimitives.ReadUInt16LittleEndian(record[16..]);
                ReadOnlySpan<byte> name = record[19..length];
                name = name[..(name.IndexOf((byte)0) + 1)];
                if (!name.SequenceEqual(".\0"u8) && !name.SequenceEqual("..\0"u8))
                    entries.Add(new DirectoryEntry(name.ToArray(), record[18]));
                at += length;
            }
        }
    }

    private static nint Number => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? GetDents64Arm : GetDents64Number;

    [LibraryImport(Native.Libc, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint GetDents(nint number, FileDescriptor directory, byte* buffer, nuint size);
}
