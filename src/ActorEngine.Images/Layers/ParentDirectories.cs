using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>
/// Opens the directories in which entries are made, below a root that no link leaves (openat2, RESOLVE_IN_ROOT), and makes those
/// that the archive left out. Keeps the last few open, since entries of one directory come together.
/// </summary>
internal sealed class ParentDirectories(FileDescriptor root, RememberedBytes remembered) : IDisposable
{
    private const int Kept = 16;

    private readonly List<(byte[] Path, FileDescriptor Directory)> open = [];

    /// <summary>Directories that were made although the archive had not named them, zero-terminated.</summary>
    public List<byte[]> Implied { get; } = [];

    /// <summary>The directory at a path (zero-terminated). The descriptor stays this object's.</summary>
    public FileDescriptor Open(byte[] path)
    {
        for (int i = open.Count - 1; i >= 0; i--)
            if (open[i].Path.AsSpan().SequenceEqual(path)) return open[i].Directory;
        FileDescriptor directory = TryOpen(path, out Errno error) ?? (error == Errno.ENOENT ? Make(path) : throw Failed(path, error));
        if (open.Count == Kept)
        {
            open[0].Directory.Dispose();
            open.RemoveAt(0);
        }

        open.Add((path, directory));
        return directory;
    }

    /// <summary>The directory at a path, when it is there already.</summary>
    public FileDescriptor? Find(byte[] path) => TryOpen(path, out Errno error) ?? (error is Errno.ENOENT or Errno.ENOTDIR ? null : throw Failed(path, error));

    /// <summary>To be called when an entry was removed: an open directory may not be where it was.</summary>
    public void Forget()
    {
        foreach ((_, FileDescriptor directory) in open) directory.Dispose();
        open.Clear();
    }

    public void Dispose() => Forget();

    private FileDescriptor? TryOpen(byte[] path, out Errno error) =>
        ByteNamedTree.TryOpen(root, path, OpenFlags.ReadOnly | OpenFlags.Directory, 0, ResolveFlags.InRoot | ResolveFlags.NoMagicLinks, out error);

    private FileDescriptor Make(byte[] path)
    {
        FileDescriptor? directory = null;
        for (int i = 0; i < path.Length; i++)
        {
            if (path[i] is not ((byte)'/' or 0)) continue;
            byte[] part = [.. path.AsSpan(0, i), 0];
            FileDescriptor? next = TryOpen(part, out Errno error);
            if (next is null && error == Errno.ENOENT)
            {
                ReadOnlySpan<byte> name = part.AsSpan(part.AsSpan(0, i).LastIndexOf((byte)'/') + 1);
                error = ByteNamedTree.TryMakeDirectory(directory ?? root, name, 0x1ed);
                if (error == Errno.None)
                {
                    remembered.Add(part.Length);
                    Implied.Add(part);
                    next = TryOpen(part, out error);
                }
            }

            directory?.Dispose();
            directory = next ?? throw Failed(part, error);
        }

        return directory!;
    }

    private static Exception Failed(byte[] path, Errno error) => EntryFailure.Of(path, error);
}
