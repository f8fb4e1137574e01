using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>
/// Writes what an upper directory of overlayfs holds as a layer (image-spec layer.md): whiteouts and opaque marks in the form of the
/// specification, names of a directory in the order of their bytes, times cut to seconds as all layers have them. Sockets are left out; a
/// sparse file becomes a plain one. Works while the container runs; what vanishes meanwhile is left out.
/// </summary>
internal sealed class LayerWriter(TarWriter tar, FileDescriptor upper, IReadOnlyList<FileDescriptor> lower)
{
    private const long Second = 1_000_000_000;

    private readonly Dictionary<(ulong Device, ulong Inode), byte[]> linked = [];
    private readonly byte[] buffer = new byte[256 * 1024];

    /// <summary>No time in the layer is later than this, in nanoseconds since 1970.</summary>
    public long Latest { get; init; } = long.MaxValue;

    /// <summary>Entries written.</summary>
    public long Entries { get; private set; }

    /// <summary>Bytes of regular files.</summary>
    public long Size { get; private set; }

    /// <summary>Writes the whole directory and ends the archive.</summary>
    public void Write(CancellationToken cancellation)
    {
        using var below = new MergedLower(lower);
        Root(below);
        Walk(upper, below, [], cancellation);
        tar.End();
    }

    // The root stands in a layer only where the container changed it.
    private void Root(MergedLower below)
    {
        FileStatus status = FileStat.Of(upper);
        if (below.Status is not { } like || (like.Mode == status.Mode && like.UserId == status.UserId && like.GroupId == status.GroupId)) return;
        Begin(TarEntryKind.Directory, "./"u8.ToArray(), status, [], FileAttributes.Of(upper));
    }

    private void Walk(FileDescriptor directory, MergedLower below, byte[] path, CancellationToken cancellation)
    {
        List<DirectoryEntry> entries = DirectoryEntries.Read(directory);
        entries.Sort((a, b) => a.Name.AsSpan().SequenceCompareTo(b.Name));
        foreach (DirectoryEntry entry in entries)
        {
            cancellation.ThrowIfCancellationRequested();
            using FileDescriptor? item = ByteNamedTree.TryOpenAt(directory, entry.Name, OpenFlags.Path, 0, out Errno error);
            if (item is null && error is Errno.ENOENT) continue;
            FileStatus status = FileStat.Of(item ?? throw new LinuxException(error, "openat"));
            ReadOnlySpan<byte> name = entry.Name.AsSpan(0, entry.Name.Length - 1);
            byte[] whole = [.. path, .. name];
            if (OverlayMarks.IsWhiteout(status))
            {
                if (below.Has(entry.Name)) Hide([.. path, .. ".wh."u8, .. name]);
            }
            else if (status.IsDirectory) Directory(directory, entry.Name, below, whole, cancellation);
            else Leaf(directory, entry.Name, status, whole);
        }
    }

    private void Directory(FileDescriptor parent, byte[] name, MergedLower below, byte[] path, CancellationToken cancellation)
    {
        using FileDescriptor? directory = ByteNamedTree.TryOpenAt(parent, name, OpenFlags.ReadOnly | OpenFlags.Directory, 0, out Errno error);
        if (directory is null && error is Errno.ENOENT or Errno.ENOTDIR) return;
        FileStatus status = FileStat.Of(directory ?? throw new LinuxException(error, "openat"));
        Begin(TarEntryKind.Directory, [.. path, (byte)'/'], status, [], FileAttributes.Of(directory));
        using MergedLower inner = below.Enter(name);
        bool opaque = OverlayMarks.IsOpaque(parent, name);
        if (opaque && !inner.IsEmpty) Hide([.. path, .. "/.wh..wh..opq"u8]);
        using MergedLower nothing = new([]);
        Walk(directory, opaque ? nothing : inner, [.. path, (byte)'/'], cancellation);
    }

    private void Leaf(FileDescriptor parent, byte[] name, FileStatus status, byte[] path)
    {
        if (status.IsSocket) return;
        if (status.Links > 1 && !linked.TryAdd((status.Device, status.Inode), path))
        {
            Begin(TarEntryKind.HardLink, path, status, linked[(status.Device, status.Inode)], []);
            return;
        }

        if (status.IsRegular) File(parent, name, path);
        else if (status.IsSymbolicLink)
        {
            if (ByteNamedTree.TryReadLink(parent, name, out byte[] target) == Errno.None) Begin(TarEntryKind.SymbolicLink, path, status, target, FileAttributes.Of(parent, name));
        }
        else Begin(status.IsFifo ? TarEntryKind.Fifo : status.IsBlockDevice ? TarEntryKind.BlockDevice : TarEntryKind.CharacterDevice, path, status, [], FileAttributes.Of(parent, name));
    }

    private void File(FileDescriptor parent, byte[] name, byte[] path)
    {
        using FileDescriptor? file = ByteNamedTree.TryOpenAt(parent, name, OpenFlags.ReadOnly | OpenFlags.NonBlocking, 0, out Errno error);
        if (file is null && error is Errno.ENOENT or Errno.ELOOP or Errno.ENXIO) return;
        FileStatus status = FileStat.Of(file ?? throw new LinuxException(error, "openat"));
        if (!status.IsRegular) return;
        Begin(TarEntryKind.File, path, status, [], FileAttributes.Of(file), (long)status.Size);
        Size += (long)status.Size;
        for (long left = (long)status.Size; left > 0;)
        {
            int count = file.Read(buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)));
            if (count == 0) break;
            tar.WriteData(buffer.AsSpan(0, count));
            left -= count;
        }

        tar.FillData();
    }

    private void Hide(byte[] name)
    {
        Entries++;
        tar.Begin(new TarEntry(TarEntryKind.File, name, []));
    }

    private void Begin(TarEntryKind kind, byte[] name, FileStatus status, byte[] link, IReadOnlyList<KeyValuePair<string, byte[]>> attributes, long size = 0)
    {
        Entries++;
        long modified = Math.Min(status.Modified, Latest);
        bool isNode = kind is TarEntryKind.CharacterDevice or TarEntryKind.BlockDevice;
        tar.Begin(new TarEntry(kind, name, link)
        {
            Size = size,
            Mode = status.Mode & 0xfff,
            UserId = status.UserId,
            GroupId = status.GroupId,
            Modified = modified - (((modified % Second) + Second) % Second),
            DeviceMajor = isNode ? (uint)((status.NodeDevice >> 8) & 0xfff) | (uint)((status.NodeDevice >> 32) & ~0xfffUL) : 0,
            DeviceMinor = isNode ? (uint)(status.NodeDevice & 0xff) | (uint)((status.NodeDevice >> 12) & ~0xffUL) : 0,
            Attributes = attributes,
        });
    }
}
