using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Builder;

/// <summary>A file system held open by its root. Paths are resolved inside it, whatever links lie there.</summary>
internal sealed class OpenTree : IDisposable
{
    private const ResolveFlags Inside = ResolveFlags.InRoot | ResolveFlags.NoMagicLinks;

    private OpenTree(FileDescriptor root) => Root = root;

    public FileDescriptor Root { get; }

    public static OpenTree Open(string directory) => new(FileDescriptor.Open(directory, OpenFlags.ReadOnly | OpenFlags.Directory));

    /// <summary>A snapshot, mounted where nobody else sees it; it is gone with this object or this process.</summary>
    public static OpenTree Mount(SnapshotPrepared snapshot, bool writable)
    {
        if (writable) return new OpenTree(OverlayMount.Detached(new OverlayLayers(snapshot.Lower, snapshot.Upper, snapshot.Work)));
        // Reading takes the upper directory as one more layer: nothing is written, not even the overlay's own bookkeeping. What only mounts stand on is not the image's.
        string[] layers = [snapshot.Upper, .. snapshot.Lower.Where(directory => directory != snapshot.MountPoints)];
        return layers.Length == 1 ? Open(layers[0]) : new OpenTree(OverlayMount.Detached(new OverlayLayers(layers, null, null)));
    }

    /// <summary>A directory, links followed; null where there is none.</summary>
    public FileDescriptor? TryOpenDirectory(string path, out Errno error) =>
        RootedOpen.TryOpen(Root, "/" + path, OpenFlags.ReadOnly | OpenFlags.Directory, 0, Inside, out error);

    public FileDescriptor OpenDirectory(string path) =>
        TryOpenDirectory(path, out Errno error) ?? throw new LinuxException(error, "openat2", path);

    /// <summary>What is at a path, links followed; null where there is nothing.</summary>
    public FileStatus? Status(string path)
    {
        using FileDescriptor? file = RootedOpen.TryOpen(Root, "/" + path, OpenFlags.Path, 0, Inside, out _);
        return file is null ? null : FileStat.Of(file);
    }

    /// <summary>The content of a small file; null where there is none.</summary>
    public string? ReadText(string path)
    {
        using FileDescriptor? file = RootedOpen.TryOpen(Root, "/" + path, OpenFlags.ReadOnly | OpenFlags.NonBlocking, 0, Inside, out _);
        if (file is null || !FileStat.Of(file).IsRegular) return null;
        using var reader = new StreamReader(new FileStream(file.DetachToFileHandle(), FileAccess.Read));
        return reader.ReadToEnd();
    }

    /// <summary>The true path of something inside, links followed, for a mount of it.</summary>
    public string? RealPath(string path)
    {
        using FileDescriptor? file = RootedOpen.TryOpen(Root, "/" + path, OpenFlags.Path, 0, Inside, out _);
        return file is null ? null : FileTree.ReadLink(FileDescriptor.CurrentDirectory, file.ProcPath);
    }

    /// <summary>A directory; made with those above it where it is missing. The last link of a path is followed.</summary>
    /// <param name="owner">Of what is made.</param>
    public FileDescriptor MakeDirectory(string path, FileOwner owner, uint mode = 0x1ed)
    {
        if (TryOpenDirectory(path, out Errno error) is { } there) return there;
        if (error is not Errno.ENOENT) throw new LinuxException(error, "openat2", path);
        int slash = path.TrimEnd('/').LastIndexOf('/');
        string name = path.TrimEnd('/')[(slash + 1)..];
        using FileDescriptor parent = MakeDirectory(slash <= 0 ? "/" : path[..slash], owner, mode);
        Errno made = FileTree.TryMakeDirectory(parent, name, mode);
        if (made is not (Errno.None or Errno.EEXIST)) throw new LinuxException(made, "mkdirat", path);
        if (made == Errno.EEXIST) return OpenDirectory(path);
        FileOwnership.SetOwner(parent, name, owner.User, owner.Group);
        FileOwnership.SetMode(parent, name, mode);
        return FileDescriptor.OpenAt(parent, name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow);
    }

    public void Dispose() => Root.Dispose();
}

/// <summary>Numbers of a file's owner.</summary>
internal readonly record struct FileOwner(uint User, uint Group)
{
    public static FileOwner Root { get; } = new(0, 0);
}
