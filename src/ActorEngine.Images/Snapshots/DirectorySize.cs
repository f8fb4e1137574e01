using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>Bytes of the regular files below a directory; a file with two names counts once.</summary>
internal static class DirectorySize
{
    public static long Of(string path)
    {
        using FileDescriptor? directory = FileDescriptor.TryOpen(path, OpenFlags.ReadOnly | OpenFlags.Directory, 0, out _);
        return directory is null ? 0 : Of(directory, []);
    }

    private static long Of(FileDescriptor directory, HashSet<ulong> seen)
    {
        long sum = 0;
        foreach (DirectoryEntry entry in DirectoryEntries.Read(directory))
        {
            using FileDescriptor? item = ByteNamedTree.TryOpenAt(directory, entry.Name, entry.IsDirectory ? OpenFlags.ReadOnly | OpenFlags.Directory : OpenFlags.Path, 0, out _);
            if (item is null) continue;
            FileStatus status = FileStat.Of(item);
            if (status.IsDirectory) sum += Of(item, seen);
            else if (status.IsRegular && (status.Links == 1 || seen.Add(status.Inode))) sum += (long)status.Size;
        }

        return sum;
    }
}
