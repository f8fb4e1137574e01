using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Builder;

/// <summary>
/// What mounts of a RUN stand on. Made before the run where the file system has it not, and taken away after, so that no layer holds it.
/// </summary>
internal sealed class MountPoints
{
    private readonly SnapshotPrepared snapshot;

    /// <summary>Paths that were made, in their order; true for directories.</summary>
    private readonly List<(string Path, bool IsDirectory)> made = [];

    /// <summary>Directories that were there and got something new, with what they looked like.</summary>
    private readonly Dictionary<string, FileStatus> touched = [];

    private MountPoints(SnapshotPrepared snapshot) => this.snapshot = snapshot;

    /// <param name="targets">Absolute paths; true for directories.</param>
    public static MountPoints Make(SnapshotPrepared snapshot, IEnumerable<(string Path, bool IsDirectory)> targets)
    {
        var points = new MountPoints(snapshot);
        (string Path, bool IsDirectory)[] all = [.. targets.OrderBy(target => target.Path, StringComparer.Ordinal)];
        if (all.Length == 0) return points;
        using OpenTree tree = OpenTree.Mount(snapshot, writable: true);
        foreach ((string path, bool isDirectory) in all) points.Make(tree, path, isDirectory);
        return points;
    }

    /// <summary>Takes away what was made and is still empty. Nothing has the snapshot mounted.</summary>
    public void Remove()
    {
        if (made.Count == 0) return;
        using (OpenTree tree = OpenTree.Mount(snapshot, writable: true))
        {
            foreach ((string path, bool isDirectory) in Enumerable.Reverse(made)) Remove(tree, path, isDirectory);
        }

        using FileDescriptor upper = FileDescriptor.Open(snapshot.Upper, OpenFlags.ReadOnly | OpenFlags.Directory);
        foreach ((string path, FileStatus before) in touched.OrderByDescending(pair => pair.Key.Length)) Reveal(upper, path, before);
    }

    private void Make(OpenTree tree, string path, bool isDirectory)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string current = "";
        for (int i = 0; i < parts.Length; i++)
        {
            string above = current;
            current = $"{current}/{parts[i]}";
            if (tree.Status(current) is not null) continue;
            using FileDescriptor parent = tree.OpenDirectory(above);
            // The true place, should a link lead there.
            string real = FileTree.ReadLink(FileDescriptor.CurrentDirectory, parent.ProcPath);
            string place = real == "/" ? "" : real;
            if (!made.Exists(point => point.Path == place)) touched.TryAdd(place, FileStat.Of(parent));
            bool directory = isDirectory || i < parts.Length - 1;
            if (directory) FileTree.MakeDirectory(parent, parts[i], 0x1ed);
            else FileDescriptor.OpenAt(parent, parts[i], OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive, 0x1a4).Dispose();
            made.Add(($"{place}/{parts[i]}", directory));
        }
    }

    private static void Remove(OpenTree tree, string path, bool isDirectory)
    {
        int slash = path.LastIndexOf('/');
        using FileDescriptor? parent = tree.TryOpenDirectory(path[..slash], out _);
        if (parent is null || FileStat.Of(parent, path[(slash + 1)..]) is not { } status || status.IsDirectory != isDirectory) return;
        if (!isDirectory && (!status.IsRegular || status.Size > 0)) return;
        try
        {
            FileTree.Remove(parent, path[(slash + 1)..], isDirectory);
        }
        catch (LinuxException used) when (used.Errno == Errno.ENOTEMPTY)
        {
            // The run put something there: it is the layer's.
        }
    }

    // A directory of the layers below that was only copied up to hold a mount point: without its copy the layers' own shows again, else its time is put back.
    private static void Reveal(FileDescriptor upper, string path, FileStatus before)
    {
        int slash = path.LastIndexOf('/');
        using FileDescriptor? parent = RootedOpen.TryOpen(upper, slash <= 0 ? "." : "." + path[..slash], OpenFlags.ReadOnly | OpenFlags.Directory, 0, ResolveFlags.Beneath | ResolveFlags.NoSymlinks, out _);
        string name = path[(slash + 1)..];
        if (parent is null || FileStat.Of(parent, name.Length == 0 ? "." : name) is not { IsDirectory: true } now) return;
        using FileDescriptor directory = name.Length == 0 ? parent.Duplicate() : FileDescriptor.OpenAt(parent, name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow);
        bool same = now.Mode == before.Mode && now.UserId == before.UserId && now.GroupId == before.GroupId;
        if (name.Length > 0 && same && FileNames.In(directory).Count == 0) FileTree.Remove(parent, name, isDirectory: true);
        else FileOwnership.SetTimes(directory, ".", before.Modified, before.Modified);
    }
}
