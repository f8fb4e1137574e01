using System.Text;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>
/// What a container changed (docker diff): walks the upper directory beside the merged view of the lower ones. Reads the
/// directories alone, so it needs no mount and works while the container runs.
/// </summary>
internal static class SnapshotDiff
{
    /// <summary>All changes, sorted by path.</summary>
    /// <param name="lower">Layer directories, topmost first.</param>
    public static IReadOnlyList<FileChange> Compare(string upper, IReadOnlyList<string> lower)
    {
        List<FileChange> changes = [];
        using FileDescriptor top = FileDescriptor.Open(upper, OpenFlags.ReadOnly | OpenFlags.Directory);
        List<FileDescriptor> below = [];
        try
        {
            foreach (string path in lower) below.Add(FileDescriptor.Open(path, OpenFlags.ReadOnly | OpenFlags.Directory));
            Walk(top, below, "", changes, opaque: false);
        }
        finally
        {
            Close(below);
        }

        changes.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return changes;
    }

    private static void Walk(FileDescriptor upper, List<FileDescriptor> lower, string path, List<FileChange> changes, bool opaque)
    {
        foreach (DirectoryEntry entry in DirectoryEntries.Read(upper))
        {
            string name = path + "/" + Encoding.UTF8.GetString(entry.Name.AsSpan(0, entry.Name.Length - 1));
            using FileDescriptor? item = ByteNamedTree.TryOpenAt(upper, entry.Name, OpenFlags.Path, 0, out _);
            // Gone since the directory was read.
            if (item is null) continue;
            FileStatus status = FileStat.Of(item);
            Below below = Look(lower, entry.Name);
            try
            {
                if (OverlayMarks.IsWhiteout(status))
                {
                    if (below.Exists) changes.Add(new FileChange(FileChangeKind.Deleted, name));
                    continue;
                }

                changes.Add(new FileChange(below.Exists ? FileChangeKind.Changed : FileChangeKind.Added, name));
                if (!status.IsDirectory) continue;
                using FileDescriptor? inner = ByteNamedTree.TryOpenAt(upper, entry.Name, OpenFlags.ReadOnly | OpenFlags.Directory, 0, out _);
                if (inner is null) continue;
                // What is new below an opaque directory hides as much as the directory itself.
                bool hides = opaque || OverlayMarks.IsOpaque(upper, entry.Name);
                if (hides) Hidden(inner, below.Directories, name, changes);
                Walk(inner, below.Directories, name, changes, hides);
            }
            finally
            {
                Close(below.Directories);
            }
        }
    }

    // An opaque directory hides every lower name that it has not itself.
    private static void Hidden(FileDescriptor upper, List<FileDescriptor> lower, string path, List<FileChange> changes)
    {
        HashSet<string> seen = [.. DirectoryEntries.Read(upper).Select(Key)];
        foreach (FileDescriptor directory in lower)
        {
            foreach (DirectoryEntry entry in DirectoryEntries.Read(directory))
            {
                if (!seen.Add(Key(entry))) continue;
                Below below = Look(lower, entry.Name);
                Close(below.Directories);
                if (below.Exists) changes.Add(new FileChange(FileChangeKind.Deleted, path + "/" + Encoding.UTF8.GetString(entry.Name.AsSpan(0, entry.Name.Length - 1))));
            }
        }
    }

    // Finds a name in the merged lower layers: does it exist, and if as a directory, which directories make it up.
    private static Below Look(List<FileDescriptor> lower, byte[] name)
    {
        List<FileDescriptor> directories = [];
        bool exists = false;
        foreach (FileDescriptor layer in lower)
        {
            using FileDescriptor? item = ByteNamedTree.TryOpenAt(layer, name, OpenFlags.Path, 0, out _);
            if (item is null) continue;
            FileStatus status = FileStat.Of(item);
            if (OverlayMarks.IsWhiteout(status)) break;
            exists |= directories.Count == 0;
            if (!status.IsDirectory) break;
            if (ByteNamedTree.TryOpenAt(layer, name, OpenFlags.ReadOnly | OpenFlags.Directory, 0, out _) is { } directory) directories.Add(directory);
            if (OverlayMarks.IsOpaque(layer, name)) break;
        }

        return new Below(exists, directories);
    }

    private static string Key(DirectoryEntry entry) => Encoding.Latin1.GetString(entry.Name);

    private static void Close(List<FileDescriptor> files)
    {
        foreach (FileDescriptor file in files) file.Dispose();
    }

    private readonly record struct Below(bool Exists, List<FileDescriptor> Directories);
}
