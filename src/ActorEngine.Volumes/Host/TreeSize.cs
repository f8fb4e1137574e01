using ActorEngine.Linux;

namespace ActorEngine.Volumes;

/// <summary>Bytes of the regular files below a directory; a file with two names counts once, what is mounted in it not at all.</summary>
internal static class TreeSize
{
    public static long Of(string path)
    {
        using FileDescriptor? top = FileDescriptor.TryOpen(path, OpenFlags.ReadOnly | OpenFlags.Directory, 0, out _);
        return top is null ? 0 : Of(top, FileStat.Of(top).Device, []);
    }

    private static long Of(FileDescriptor directory, ulong device, HashSet<ulong> seen)
    {
        long sum = 0;
        foreach (DirectoryEntry entry in DirectoryEntries.Read(directory))
        {
            using FileDescriptor? item = ByteNamedTree.TryOpenAt(directory, entry.Name, entry.IsDirectory ? OpenFlags.ReadOnly | OpenFlags.Directory : OpenFlags.Path, 0, out _);
            if (item is null) continue;
            FileStatus status = FileStat.Of(item);
            if (status.Device != device) continue;
            if (status.IsDirectory) sum += Of(item, device, seen);
            else if (status.IsRegular && (status.Links == 1 || seen.Add(status.Inode))) sum += (long)status.Size;
        }

        return sum;
    }
}
