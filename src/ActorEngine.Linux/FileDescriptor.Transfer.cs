using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>Reading, writing, positions and durability.</summary>
public sealed partial class FileDescriptor
{
    /// <summary>read(2): bytes read, 0 at the end, or a negative errno. Interrupted calls are repeated.</summary>
    public unsafe int TryRead(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            nint count;
            do count = ReadNative(this, start, (nuint)buffer.Length);
            while (count < 0 && Native.LastError == Errno.EINTR);
            return count < 0 ? -(int)Native.LastError : (int)count;
        }
    }

    /// <summary>write(2): bytes written or a negative errno. Interrupted calls are repeated.</summary>
    public unsafe int TryWrite(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            nint count;
            do count = WriteNative(this, start, (nuint)buffer.Length);
            while (count < 0 && Native.LastError == Errno.EINTR);
            return count < 0 ? -(int)Native.LastError : (int)count;
        }
    }

    /// <summary>pread(2): bytes read, 0 at the end, or a negative errno.</summary>
    public unsafe int TryReadAt(Span<byte> buffer, long offset)
    {
        fixed (byte* start = buffer)
        {
            nint count;
            do count = PReadNative(this, start, (nuint)buffer.Length, offset);
            while (count < 0 && Native.LastError == Errno.EINTR);
            return count < 0 ? -(int)Native.LastError : (int)count;
        }
    }

    /// <summary>pwrite(2): bytes written or a negative errno.</summary>
    public unsafe int TryWriteAt(ReadOnlySpan<byte> buffer, long offset)
    {
        fixed (byte* start = buffer)
        {
            nint count;
            do count = PWriteNative(this, start, (nuint)buffer.Length, offset);
            while (count < 0 && Native.LastError == Errno.EINTR);
            return count < 0 ? -(int)Native.LastError : (int)count;
        }
    }

    /// <summary>read(2); 0 at the end.</summary>
    public int Read(Span<byte> buffer) => Checked(TryRead(buffer), "read");

    /// <summary>write(2); may write less than asked.</summary>
    public int Write(ReadOnlySpan<byte> buffer) => Checked(TryWrite(buffer), "write");

    /// <summary>pread(2); 0 at the end.</summary>
    public int ReadAt(Span<byte> buffer, long offset) => Checked(TryReadAt(buffer, offset), "pread");

    /// <summary>Writes everything; for blocking descriptors.</summary>
    public void WriteAll(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty) buffer = buffer[Write(buffer)..];
    }

    /// <summary>lseek(2) from the start (0), the current position (1) or the end (2).</summary>
    public long Seek(long offset, int whence) => Native.Check((nint)SeekNative(this, offset, whence), "lseek");

    /// <summary>Takes room for the first bytes of the file without making it longer (fallocate(2), FALLOC_FL_KEEP_SIZE); false where the disk or the file system has none.</summary>
    public bool Reserve(long length) => AllocateNative(this, 1, 0, length) == 0;

    /// <summary>ftruncate(2).</summary>
    public void Truncate(long length) => Native.Check(TruncateNative(this, length), "ftruncate");

    /// <summary>fsync(2); for a directory it makes renames in it durable.</summary>
    public void Sync() => Native.Check(SyncNative(this), "fsync");

    /// <summary>fdatasync(2).</summary>
    public void SyncData() => Native.Check(SyncDataNative(this), "fdatasync");

    private static int Checked(int result, string operation) =>
        result < 0 ? throw new LinuxException((Errno)(-result), operation) : result;

    [LibraryImport(Native.Libc, EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint ReadNative(FileDescriptor file, byte* buffer, nuint count);

    [LibraryImport(Native.Libc, EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint WriteNative(FileDescriptor file, byte* buffer, nuint count);

    [LibraryImport(Native.Libc, EntryPoint = "pread", SetLastError = true)]
    private static unsafe partial nint PReadNative(FileDescriptor file, byte* buffer, nuint count, long offset);

    [LibraryImport(Native.Libc, EntryPoint = "pwrite", SetLastError = true)]
    private static unsafe partial nint PWriteNative(FileDescriptor file, byte* buffer, nuint count, long offset);

    [LibraryImport(Native.Libc, EntryPoint = "lseek", SetLastError = true)]
    private static partial long SeekNative(FileDescriptor file, long offset, int whence);

    [LibraryImport(Native.Libc, EntryPoint = "fallocate", SetLastError = true)]
    private static partial int AllocateNative(FileDescriptor file, int mode, long offset, long length);

    [LibraryImport(Native.Libc, EntryPoint = "ftruncate", SetLastError = true)]
    private static partial int TruncateNative(FileDescriptor file, long length);

    [LibraryImport(Native.Libc, EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncNative(FileDescriptor file);

    [LibraryImport(Native.Libc, EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int SyncDataNative(FileDescriptor file);
}
