using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>
/// Unpacks one layer's tar into an empty directory in the form overlayfs takes: whiteouts become 0/0 character devices and
/// opaque marks (image-spec layer.md). Every entry is made relative to a descriptor of its directory, which is resolved inside
/// the root; nothing outside can be named.
/// </summary>
internal sealed partial class LayerExtractor : IDisposable
{
    private const uint FifoType = 0x1000, CharacterType = 0x2000, BlockType = 0x6000;

    private readonly FileDescriptor root;
    private readonly ArchiveLimits limits;
    private readonly ParentDirectories parents;
    private readonly List<(byte[] Path, TarEntry Entry)> directories = [];
    private readonly RememberedBytes remembered;

    public LayerExtractor(string directory, ArchiveLimits limits)
    {
        this.limits = limits;
        root = FileDescriptor.Open(directory, OpenFlags.ReadOnly | OpenFlags.Directory);
        remembered = new RememberedBytes(limits);
        parents = new ParentDirectories(root, remembered);
    }

    /// <summary>Bytes of regular files.</summary>
    public long Size { get; private set; }

    /// <summary>Entries unpacked.</summary>
    public long Entries { get; private set; }

    /// <summary>Unpacks everything up to the end of the archive.</summary>
    public LayerLoose Extract(TarReader tar, CancellationToken cancellation)
    {
        while (tar.Next() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            Entries++;
            Unpack(tar, entry);
        }

        // Last, because making entries changes a directory's times, and a mode may forbid to make them.
        parents.Forget();
        foreach ((byte[] path, TarEntry entry) in directories) FinishDirectory(path, entry);
        return new LayerLoose(parents.Implied, links);
    }

    public void Dispose()
    {
        parents.Dispose();
        root.Dispose();
    }

    private void Unpack(TarReader tar, TarEntry entry)
    {
        EntryPath path = EntryPath.Of(entry.Name, limits.MaxDepth);
        if (path.IsRoot)
        {
            if (entry.Kind == TarEntryKind.Directory) Remember(path.Leaf, entry);
            return;
        }

        FileDescriptor parent = parents.Open(path.Parent);
        switch (Whiteout.Classify(path.Leaf, out ReadOnlySpan<byte> hidden))
        {
            case WhiteoutKind.Entry: Hide(parent, [.. hidden, 0]); return;
            case WhiteoutKind.Opaque: MarkOpaque(parent, path.Parent); return;
            case WhiteoutKind.Ignored: return;
        }

        switch (entry.Kind)
        {
            case TarEntryKind.File: MakeFile(tar, entry, parent, path); break;
            case TarEntryKind.Directory: MakeDirectory(entry, parent, path); break;
            case TarEntryKind.SymbolicLink: MakeSymbolicLink(entry, path); break;
            case TarEntryKind.HardLink: MakeHardLink(entry, path); break;
            case TarEntryKind.CharacterDevice: MakeNode(entry, path, CharacterType); break;
            case TarEntryKind.BlockDevice: MakeNode(entry, path, BlockType); break;
            case TarEntryKind.Fifo: MakeNode(entry, path, FifoType); break;
        }
    }

    // Makes an entry, once more after removing what stands in its way; the same name twice means the later one.
    private void Make(EntryPath path, Func<FileDescriptor, Errno> make)
    {
        Errno error = make(parents.Open(path.Parent));
        if (error == Errno.EEXIST)
        {
            TreeRemoval.Remove(parents.Open(path.Parent), path.Leaf);
            parents.Forget();
            error = make(parents.Open(path.Parent));
        }

        if (error != Errno.None) throw EntryFailure.Of(path.Whole, error);
    }

    private void Remember(byte[] path, TarEntry directory)
    {
        remembered.Add(directory, path.Length);
        directories.Add((path, directory));
    }

    private static void Check(Errno error, ReadOnlySpan<byte> name)
    {
        if (error != Errno.None) throw EntryFailure.Of(name, error);
    }
}
