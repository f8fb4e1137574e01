using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>Making each kind of entry.</summary>
internal sealed partial class LayerExtractor
{
    private readonly List<LooseLink> links = [];

    private void MakeFile(TarReader tar, TarEntry entry, FileDescriptor parent, EntryPath path)
    {
        if (entry.FileSize > limits.MaxLayerBytes || (Size += entry.FileSize) > limits.MaxLayerBytes)
            throw FaultException.BadArchive($"A layer holds more than {limits.MaxLayerBytes} bytes, which is refused as a bomb.");
        const OpenFlags flags = OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive;
        FileDescriptor? file = ByteNamedTree.TryOpenAt(parent, path.Leaf, flags, 0x180, out Errno error);
        if (error == Errno.EEXIST)
            Make(path, again => (file = ByteNamedTree.TryOpenAt(again, path.Leaf, flags, 0x180, out Errno second)) is null ? second : Errno.None);
        if (file is null) throw EntryFailure.Of(path.Whole, error);
        using (file)
        {
            if (entry.Sparse is { } map) WriteSparse(tar, file, map);
            else for (ReadOnlySpan<byte> piece; !(piece = tar.ReadData()).IsEmpty;) file.WriteAll(piece);

            // Changing the owner clears set-user-id and capabilities, so it comes first; times come last.
            if ((entry.UserId | entry.GroupId) != 0) Check(ByteNamedStatus.TrySetOwner(file, entry.UserId, entry.GroupId), path.Leaf);
            if (entry.Mode != 0x180) FileOwnership.SetMode(file, entry.Mode);
            SetAttributes(file, entry);
            Check(ByteNamedStatus.TrySetTimes(file, entry.Modified, entry.Modified), path.Leaf);
        }
    }

    private static void WriteSparse(TarReader tar, FileDescriptor file, SparseMap map)
    {
        foreach (SparsePiece piece in map.Pieces)
        {
            file.Seek(piece.Offset, 0);
            for (long left = piece.Length; left > 0;)
            {
                ReadOnlySpan<byte> data = tar.ReadData((int)Math.Min(left, int.MaxValue));
                file.WriteAll(data);
                left -= data.Length;
            }
        }

        file.Truncate(map.Size);
    }

    private void MakeDirectory(TarEntry entry, FileDescriptor parent, EntryPath path)
    {
        // Open to its owner alone until the end, without the set-group-id that would be inherited.
        Errno error = ByteNamedTree.TryMakeDirectory(parent, path.Leaf, 0x1c0);
        if (error == Errno.EEXIST)
        {
            using FileDescriptor? existing = ByteNamedTree.TryOpenAt(parent, path.Leaf, OpenFlags.Path, 0, out Errno opened);
            Check(opened, path.Leaf);
            FileStatus status = FileStat.Of(existing!);
            if (!status.IsDirectory)
            {
                Make(path, again => ByteNamedTree.TryMakeDirectory(again, path.Leaf, 0x1c0));
                if (OverlayMarks.IsWhiteout(status)) Check(ByteNamedStatus.TrySetAttribute(parents.Open(path.Parent), path.Leaf, Whiteout.OpaqueAttribute, "y"u8), path.Leaf);
            }
        }
        else
        {
            Check(error, path.Whole);
        }

        Remember(path.Whole, entry);
    }

    private void MakeSymbolicLink(TarEntry entry, EntryPath path)
    {
        byte[] target = [.. entry.LinkName, 0];
        Make(path, directory => ByteNamedTree.TryMakeSymbolicLink(target, directory, path.Leaf));
        FinishNode(entry, path);
    }

    private void MakeNode(TarEntry entry, EntryPath path, uint type)
    {
        ulong device = type == FifoType ? 0 : FileTree.DeviceNumber(entry.DeviceMajor, entry.DeviceMinor);
        Make(path, directory => ByteNamedTree.TryMakeNode(directory, path.Leaf, type | 0x180, device));
        Check(ByteNamedStatus.TrySetMode(parents.Open(path.Parent), path.Leaf, entry.Mode), path.Leaf);
        FinishNode(entry, path);
    }

    private void MakeHardLink(TarEntry entry, EntryPath path)
    {
        EntryPath target = EntryPath.Of(entry.LinkName, limits.MaxDepth);
        if (target.Whole.AsSpan().SequenceEqual(path.Whole)) return;
        using FileDescriptor? from = parents.Find(target.Parent);
        Errno error = Errno.ENOENT;
        if (from is not null)
        {
            using FileDescriptor? existing = ByteNamedTree.TryOpenAt(from, target.Leaf, OpenFlags.Path, 0, out error);
            if (existing is not null && OverlayMarks.IsWhiteout(FileStat.Of(existing))) error = Errno.ENOENT;
        }

        // A file of a lower layer: it is copied when the lower layers are known.
        if (error == Errno.ENOENT)
        {
            remembered.Add(entry, entry.Name.Length);
            links.Add(new LooseLink(path, target));
        }
        else Make(path, directory => ByteNamedTree.TryMakeHardLink(from!, target.Leaf, directory, path.Leaf));
    }

    // A layer's whiteout is about lower layers only: what this layer has under the name stays.
    private void Hide(FileDescriptor parent, byte[] leaf)
    {
        Errno error = ByteNamedTree.TryMakeNode(parent, leaf, CharacterType, 0);
        if (error == Errno.EEXIST)
        {
            using FileDescriptor? existing = ByteNamedTree.TryOpenAt(parent, leaf, OpenFlags.Path, 0, out Errno opened);
            Check(opened, leaf);
            if (FileStat.Of(existing!).IsDirectory) error = ByteNamedStatus.TrySetAttribute(parent, leaf, Whiteout.OpaqueAttribute, "y"u8);
            else return;
        }

        Check(error, leaf);
    }

    private static void MarkOpaque(FileDescriptor directory, byte[] path) =>
        Check(ByteNamedStatus.TrySetAttribute(directory, Whiteout.OpaqueAttribute, "y"u8), path);

    private void FinishNode(TarEntry entry, EntryPath path)
    {
        FileDescriptor parent = parents.Open(path.Parent);
        if ((entry.UserId | entry.GroupId) != 0) Check(ByteNamedStatus.TrySetOwner(parent, path.Leaf, entry.UserId, entry.GroupId), path.Leaf);
        foreach ((string name, byte[] value) in entry.Attributes.Where(LayerAttributes.IsKept))
            LayerAttributes.Check(ByteNamedStatus.TrySetAttribute(parent, path.Leaf, name, value), name, entry);
        Check(ByteNamedStatus.TrySetTimes(parent, path.Leaf, entry.Modified, entry.Modified), path.Leaf);
    }

    private void FinishDirectory(byte[] path, TarEntry entry)
    {
        // A later entry may have put something else in its place.
        using FileDescriptor? directory = ByteNamedTree.TryOpen(
            root, path, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow, 0, ResolveFlags.InRoot | ResolveFlags.NoMagicLinks, out Errno error);
        if (directory is null)
        {
            if (error is not (Errno.ENOENT or Errno.ENOTDIR or Errno.ELOOP)) throw EntryFailure.Of(path, error);
            return;
        }

        Check(ByteNamedStatus.TrySetOwner(directory, entry.UserId, entry.GroupId), path);
        FileOwnership.SetMode(directory, entry.Mode);
        SetAttributes(directory, entry);
        Check(ByteNamedStatus.TrySetTimes(directory, entry.Modified, entry.Modified), path);
    }

    private static void SetAttributes(FileDescriptor file, TarEntry entry)
    {
        if (entry.Attributes.Count == 0) return;
        foreach ((string name, byte[] value) in entry.Attributes.Where(LayerAttributes.IsKept))
            LayerAttributes.Check(ByteNamedStatus.TrySetAttribute(file, name, value), name, entry);
    }
}
