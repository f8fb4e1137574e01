using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>An exclusive lock on a file (flock(2)), held until disposed or the process ends.</summary>
public sealed partial class FileLock : IDisposable
{
    private readonly FileDescriptor file;

    private FileLock(FileDescriptor file) => this.file = file;

    /// <summary>Takes the lock, creating the file; null when somebody else holds it.</summary>
    public static FileLock? TryTake(string path)
    {
        FileDescriptor file = FileDescriptor.Open(path, OpenFlags.ReadWrite | OpenFlags.Create, 0x180);
        if (Flock(file, 2 | 4) == 0) return new FileLock(file);
        Errno error = Native.LastError;
        file.Dispose();
        return error == Errno.EAGAIN ? null : throw new LinuxException(error, "flock", path);
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();

    [LibraryImport(Native.Libc, EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(FileDescriptor file, int operation);
}
