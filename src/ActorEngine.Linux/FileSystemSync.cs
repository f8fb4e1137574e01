using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>Durability of many files at once.</summary>
public static partial class FileSystemSync
{
    /// <summary>Writes everything of the file system that holds an open file to the disk (syncfs(2)).</summary>
    public static void All(FileDescriptor file) => Native.Check(SyncFs(file), "syncfs");

    /// <summary>Makes the names in a directory durable.</summary>
    public static void Directory(string path)
    {
        using FileDescriptor directory = FileDescriptor.Open(path, OpenFlags.ReadOnly | OpenFlags.Directory);
        directory.Sync();
    }

    [LibraryImport(Native.Libc, EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFs(FileDescriptor file);
}
