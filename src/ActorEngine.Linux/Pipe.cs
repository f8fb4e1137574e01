using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>Pipes and named pipes (pipe(7), fifo(7)).</summary>
public static partial class Pipe
{
    /// <summary>pipe2(2), both ends blocking.</summary>
    public static (FileDescriptor Read, FileDescriptor Write) Create()
    {
        Span<int> pair = stackalloc int[2];
        Native.Check(Pipe2(ref MemoryMarshal.GetReference(pair), 0x80000), "pipe2");
        return (new FileDescriptor(pair[0]), new FileDescriptor(pair[1]));
    }

    /// <summary>mkfifo(3); a FIFO that is there already is kept.</summary>
    public static void CreateNamed(string path, uint mode)
    {
        if (MkFifo(path, mode) < 0 && Native.LastError != Errno.EEXIST) throw LinuxException.Last("mkfifo", path);
    }

    /// <summary>Bytes waiting to be read (FIONREAD).</summary>
    public static int Waiting(FileDescriptor pipe)
    {
        int count = 0;
        return Ioctl(pipe, 0x541B, ref count) < 0 ? 0 : count;
    }

    /// <summary>Asks for a capacity (F_SETPIPE_SZ); answers false when the user's limit forbids it.</summary>
    public static bool TrySetCapacity(FileDescriptor pipe, int bytes) => Fcntl(pipe, 1031, bytes) >= 0;

    [LibraryImport(Native.Libc, EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe2(ref int pair, int flags);

    [LibraryImport(Native.Libc, EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MkFifo(string path, uint mode);

    [LibraryImport(Native.Libc, EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Fcntl(FileDescriptor pipe, int command, nint argument);

    [LibraryImport(Native.Libc, EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(FileDescriptor pipe, nuint request, ref int value);
}
