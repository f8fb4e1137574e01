using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>One directory of the merged lower layers: those of their directories that make it up, topmost first.</summary>
internal sealed class MergedLower(IReadOnlyList<FileDescriptor> directories, bool owned = false) : IDisposable
{
    /// <summary>No lower layer has this directory.</summary>
    public bool IsEmpty => directories.Count == 0;

    /// <summary>The status of the topmost one.</summary>
    public FileStatus? Status => directories.Count == 0 ? null : FileStat.Of(directories[0]);

    /// <summary>Their descriptors.</summary>
    public IReadOnlyList<FileDescriptor> Directories => directories;

    /// <summary>Does a name (ending with a zero byte) exist here, whiteouts considered?</summary>
    public bool Has(byte[] name)
    {
        foreach (FileDescriptor layer in directories)
        {
            using FileDescriptor? item = ByteNamedTree.TryOpenAt(layer, name, OpenFlags.Path, 0, out _);
            if (item is not null) return !OverlayMarks.IsWhiteout(FileStat.Of(item));
        }

        return false;
    }

    /// <summary>The directory of a name; empty where it is none.</summary>
    public MergedLower Enter(byte[] name)
    {
        List<FileDescriptor> found = [];
        foreach (FileDescriptor layer in directories)
        {
            using FileDescriptor? item = ByteNamedTree.TryOpenAt(layer, name, OpenFlags.Path, 0, out _);
            if (item is null) continue;
            if (!FileStat.Of(item).IsDirectory) break;
            if (ByteNamedTree.TryOpenAt(layer, name, OpenFlags.ReadOnly | OpenFlags.Directory, 0, out _) is { } directory) found.Add(directory);
            if (OverlayMarks.IsOpaque(layer, name)) break;
        }

        return new MergedLower(found, owned: true);
    }

    public void Dispose()
    {
        if (!owned) return;
        foreach (FileDescriptor directory in directories) directory.Dispose();
    }
}
