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

    /// <summary>
    /// splice(2) from a pipe to the place where a file stands, without waiting for the pipe: bytes moved, 0 when the pipe is empty, or a negative errno.
    /// The file must not have been opened for appending.
    /// </summary>
    public static int TryMove(FileDescriptor pipe, FileDescriptor file, int bytes)
    {
        nint count;
        do count = Splice(pipe, 0, file, 0, (nuint)bytes, 2);
        while (count < 0 && Native.LastError == Errno.EINTR);
        return count < 0 ? -(int)Native.LastError : (int)count;
    }

    [LibraryImport(Native.Libc, EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe2(ref int pair, int flags);

    [LibraryImport(Native.Libc, EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MkFifo(string path, uint mode);

    [LibraryImport(Native.Libc, EntryPoint = "splice", SetLastError = true)]
    private static partial nint Splice(FileDescriptor from, nint fromOffset, FileDescriptor to, nint toOffset, nuint bytes, uint flags);

    [LibraryImport(Native.Libc, EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Fcntl(FileDescriptor pipe, int command, nint argument);

    [LibraryImport(Native.Libc, EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(FileDescriptor pipe, nuint request, ref int value);
}
