using System.Text;
using ActorEngine.Linux;
using ActorEngine.Shim.Protocol;

namespace ActorEngine.Shim.Log;

/// <summary>The numbered files of a log directory: finding the newest, opening the next, deleting the oldest.</summary>
internal sealed class LogFiles(string directory, int keep)
{
    private const uint Mode = 0x1A0; // 0640

    /// <summary>Bytes for what a program says when it finds the disk full.</summary>
    private const long LastWords = 16 * 1024;

    private long oldest;

    /// <summary>Number of the newest file; 0 before there is one.</summary>
    public long Newest { get; private set; }

    public static string Name(long number) => number.ToString("D6") + ".log";

    /// <summary>Looks at what is there already.</summary>
    public void Find()
    {
        using FileDescriptor place = FileDescriptor.Open(directory, OpenFlags.ReadOnly | OpenFlags.Directory);
        foreach (DirectoryEntry entry in DirectoryEntries.Read(place))
        {
            string name = Encoding.UTF8.GetString(entry.Name.AsSpan(0, entry.Name.Length - 1));
            if (!name.EndsWith(".log", StringComparison.Ordinal) || !long.TryParse(name.AsSpan(0, name.Length - 4), out long number) || number <= 0) continue;
            Newest = Math.Max(Newest, number);
            oldest = oldest == 0 ? number : Math.Min(oldest, number);
        }
    }

    /// <summary>Opens the newest file and answers its whole length, repaired; null and the reason when that fails.</summary>
    public FileDescriptor? OpenNewest(out long length, out Errno error)
    {
        length = 0;
        FileDescriptor? file = FileDescriptor.TryOpen(PathOf(Newest), OpenFlags.ReadWrite, Mode, out error);
        if (file is null) return null;
        length = LogRepair.Repair(file);
        return file;
    }

    /// <summary>Makes the next file.</summary>
    public FileDescriptor? OpenNext(out Errno error)
    {
        FileDescriptor? file = FileDescriptor.TryOpen(PathOf(Newest + 1), OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Truncate, Mode, out error);
        if (file is null) return null;
        file.Reserve(LastWords);
        Newest++;
        if (oldest == 0) oldest = Newest;
        for (; keep > 0 && Newest - oldest >= keep; oldest++) FileTree.Remove(FileDescriptor.CurrentDirectory, PathOf(oldest));
        return file;
    }

    public LogPosition At(long offset) => new(Newest, offset);

    private string PathOf(long number) => directory + "/" + Name(number);
}
