using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>Ties up a layer's loose ends against the layers below it, as unpacking on top of them would have done.</summary>
internal static class LayerFinisher
{
    /// <summary>Completes the layer in <paramref name="directory"/>.</summary>
    /// <param name="lower">Unpacked lower layers, topmost first.</param>
    public static void Finish(string directory, LayerLoose loose, IReadOnlyList<string> lower)
    {
        if (loose.Directories.Count == 0 && loose.Links.Count == 0) return;
        List<FileDescriptor> below = [];
        try
        {
            foreach (string path in lower) below.Add(FileDescriptor.Open(path, OpenFlags.Path | OpenFlags.Directory));
            using FileDescriptor root = FileDescriptor.Open(directory, OpenFlags.ReadOnly | OpenFlags.Directory);
            using var parents = new ParentDirectories(root, new RememberedBytes(new ArchiveLimits()));
            foreach (LooseLink link in loose.Links) CopyUp(parents, link, below);
            foreach (byte[] path in loose.Directories.Concat(parents.Implied)) Resemble(root, path, below);
        }
        finally
        {
            foreach (FileDescriptor layer in below) layer.Dispose();
        }
    }

    private static void CopyUp(ParentDirectories parents, LooseLink link, List<FileDescriptor> below)
    {
        using FileDescriptor? source = Find(below, link.Target.Whole, OpenFlags.ReadOnly | OpenFlags.NonBlocking, out FileStatus status);
        if (source is null || !status.IsRegular)
            throw FaultException.BadArchive($"The archive has a hard link to a file that is in no layer: {Text(link.Name.Whole)} to {Text(link.Target.Whole)}");
        FileDescriptor directory = parents.Open(link.Target.Parent);
        using FileDescriptor? copy = ByteNamedTree.TryOpenAt(directory, link.Target.Leaf, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive, 0x180, out Errno error);
        if (copy is not null)
        {
            byte[] buffer = new byte[128 * 1024];
            for (int count; (count = source.Read(buffer)) > 0;) copy.WriteAll(buffer.AsSpan(0, count));
            Check(ByteNamedStatus.TrySetOwner(copy, status.UserId, status.GroupId), link.Target.Whole);
            FileOwnership.SetMode(copy, status.Mode & 0xfff);
            if (ByteNamedStatus.Attribute(source, "security.capability") is { } capability)
                ByteNamedStatus.TrySetAttribute(copy, "security.capability", capability);
            Check(ByteNamedStatus.TrySetTimes(copy, status.Modified, status.Modified), link.Target.Whole);
        }
        else if (error != Errno.EEXIST)
        {
            // Two links to one lower file find it copied already.
            throw EntryFailure.Of(link.Target.Whole, error);
        }

        Check(ByteNamedTree.TryMakeHardLink(directory, link.Target.Leaf, parents.Open(link.Name.Parent), link.Name.Leaf), link.Name.Whole);
    }

    private static void Resemble(FileDescriptor root, byte[] path, List<FileDescriptor> below)
    {
        using FileDescriptor? like = Find(below, path, OpenFlags.Path, out FileStatus status);
        if (like is null || !status.IsDirectory) return;
        using FileDescriptor? directory = ByteNamedTree.TryOpen(root, path, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow, 0, ResolveFlags.InRoot, out _);
        if (directory is null) return;
        Check(ByteNamedStatus.TrySetOwner(directory, status.UserId, status.GroupId), path);
        FileOwnership.SetMode(directory, status.Mode & 0xfff);
        Check(ByteNamedStatus.TrySetTimes(directory, status.Accessed, status.Modified), path);
    }

    // The topmost layer that knows the name decides; a whiteout there means it is gone.
    private static FileDescriptor? Find(List<FileDescriptor> below, byte[] path, OpenFlags flags, out FileStatus status)
    {
        foreach (FileDescriptor layer in below)
        {
            using FileDescriptor? entry = ByteNamedTree.TryOpen(layer, path, OpenFlags.Path | OpenFlags.NoFollow, 0, ResolveFlags.InRoot, out Errno error);
            if (entry is null && error is Errno.ENOENT) continue;
            if (entry is null) break;
            status = FileStat.Of(entry);
            if (!status.IsRegular && !status.IsDirectory) break;
            return ByteNamedTree.TryOpen(layer, path, flags | OpenFlags.NoFollow, 0, ResolveFlags.InRoot, out _);
        }

        status = default;
        return null;
    }

    private static void Check(Errno error, byte[] name)
    {
        if (error != Errno.None) throw EntryFailure.Of(name, error);
    }

    private static string Text(byte[] name) => System.Text.Encoding.UTF8.GetString(name.AsSpan().TrimEnd((byte)0));
}
