using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ActorEngine.Linux;

/// <summary>
/// An open file description of this process. Close-on-exec always; disposing closes it.
/// Members whose name begins with <c>Try</c> answer a count or a negative errno, as the kernel does, and never throw.
/// </summary>
public sealed partial class FileDescriptor : SafeHandle
{
    /// <summary>Wraps an open descriptor number.</summary>
    public FileDescriptor(int number, bool ownsHandle = true) : base(-1, ownsHandle) => SetHandle(number);

    /// <summary>Stands for the current directory in calls that take a directory (AT_FDCWD).</summary>
    public static FileDescriptor CurrentDirectory { get; } = new(-100, ownsHandle: false);

    /// <inheritdoc />
    public override bool IsInvalid => handle == -1;

    /// <summary>The descriptor's number. Valid while the object is neither disposed nor collected.</summary>
    public int Number => (int)handle;

    /// <summary>The path through which other calls can name it: <c>/proc/self/fd/N</c>.</summary>
    public string ProcPath => $"/proc/self/fd/{Number}";

    /// <summary>open(2).</summary>
    public static FileDescriptor Open(string path, OpenFlags flags, uint mode = 0) =>
        new(Native.Check(OpenNative(path, flags | OpenFlags.CloseOnExec, mode), "open", path));

    /// <summary>open(2), answering null and the reason instead of throwing.</summary>
    public static FileDescriptor? TryOpen(string path, OpenFlags flags, uint mode, out Errno error)
    {
        int number = OpenNative(path, flags | OpenFlags.CloseOnExec, mode);
        error = number < 0 ? Native.LastError : Errno.None;
        return number < 0 ? null : new FileDescriptor(number);
    }

    /// <summary>openat(2).</summary>
    public static FileDescriptor OpenAt(FileDescriptor directory, string path, OpenFlags flags, uint mode = 0) =>
        new(Native.Check(OpenAtNative(directory, path, flags | OpenFlags.CloseOnExec, mode), "openat", path));

    /// <summary>A file in memory (memfd_create(2)).</summary>
    public static FileDescriptor CreateMemory(string name) =>
        new(Native.Check(MemoryNative(name, 1 /* MFD_CLOEXEC */), "memfd_create", name));

    /// <summary>A second descriptor for the same open file, numbered <paramref name="atLeast"/> or above.</summary>
    public FileDescriptor Duplicate(int atLeast = 3) =>
        new(Native.Check(Fcntl(this, 1030 /* F_DUPFD_CLOEXEC */, atLeast), "fcntl(F_DUPFD_CLOEXEC)"));

    /// <summary>Gives the number away: this object no longer owns it.</summary>
    public int Detach()
    {
        int number = Number;
        SetHandleAsInvalid();
        return number;
    }

    /// <summary>Hands the descriptor over to the base library's file type; this object no longer owns it.</summary>
    public SafeFileHandle DetachToFileHandle() => new(Detach(), ownsHandle: true);

    /// <summary>Sets or clears O_NONBLOCK.</summary>
    public void SetNonBlocking(bool on)
    {
        int flags = Native.Check(Fcntl(this, 3 /* F_GETFL */, 0), "fcntl(F_GETFL)");
        int wanted = on ? flags | (int)OpenFlags.NonBlocking : flags & ~(int)OpenFlags.NonBlocking;
        Native.Check(Fcntl(this, 4 /* F_SETFL */, wanted), "fcntl(F_SETFL)");
    }

    /// <inheritdoc />
    protected override bool ReleaseHandle() => CloseNative((int)handle) == 0;

    [LibraryImport(Native.Libc, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenNative(string path, OpenFlags flags, uint mode);

    [LibraryImport(Native.Libc, EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenAtNative(FileDescriptor directory, string path, OpenFlags flags, uint mode);

    [LibraryImport(Native.Libc, EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MemoryNative(string name, uint flags);

    [LibraryImport(Native.Libc, EntryPoint = "close")]
    private static partial int CloseNative(int number);

    [LibraryImport(Native.Libc, EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Fcntl(FileDescriptor file, int command, nint argument);
}
