using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>
/// Finds the place of a mount inside a root, name by name, with every link on the way resolved as a program in that root would see it, and makes
/// what is missing. Links, <c>..</c> and what somebody moves meanwhile never lead out of the root: openat2(2) with RESOLVE_IN_ROOT.
/// </summary>
internal sealed class TargetWalk(FileDescriptor root, bool makes = true)
{
    private const ResolveFlags Strict = ResolveFlags.InRoot | ResolveFlags.NoSymlinks | ResolveFlags.NoMagicLinks;
    private const int MaximumLinks = 40;

    /// <summary>Walks until the end, or until the place of another mount, where another root goes on.</summary>
    /// <param name="isDirectory">What to make at the end where nothing is.</param>
    /// <param name="isMount">Places without links that have a mount of their own.</param>
    /// <returns>The place without links, and what is left of the path behind it.</returns>
    /// <exception cref="LinuxException">It cannot be made, or something is in the way.</exception>
    public (string Place, string Left) Find(string path, bool isDirectory, Func<string, bool>? isMount = null)
    {
        var left = new Stack<string>();
        Push(left, path);
        string place = "";
        for (int links = 0; left.TryPop(out string? name);)
        {
            if (name == ".") continue;
            if (name == "..")
            {
                place = place[..Math.Max(0, place.LastIndexOf('/'))];
                continue;
            }

            string next = place + "/" + name;
            if (isMount?.Invoke(next) == true) return (next, string.Join('/', left));
            FileStatus? status = Status(next);
            if (status is { IsSymbolicLink: true })
            {
                if (++links > MaximumLinks) throw new LinuxException(Errno.ELOOP, "openat2", path);
                string link = Target(place, name);
                if (link.StartsWith('/')) place = "";
                Push(left, link);
                continue;
            }

            if (status is null) Make(place, name, isDirectory || left.Count > 0);
            else if (left.Count > 0 && !status.Value.IsDirectory) throw new LinuxException(Errno.ENOTDIR, "openat2", next);
            place = next;
        }

        return (place.Length == 0 ? "/" : place, "");
    }

    /// <summary>A place that <see cref="Find"/> answered; somebody who put a link there meanwhile gets an error.</summary>
    public FileDescriptor Open(string place) => RootedOpen.Open(root, place, OpenFlags.Path, 0, Strict);

    private static void Push(Stack<string> left, string path)
    {
        foreach (string name in Enumerable.Reverse(path.Split('/', StringSplitOptions.RemoveEmptyEntries))) left.Push(name);
    }

    private FileStatus? Status(string place)
    {
        using FileDescriptor? found = RootedOpen.TryOpen(root, place, OpenFlags.Path | OpenFlags.NoFollow, 0, ResolveFlags.InRoot | ResolveFlags.NoMagicLinks, out Errno error);
        if (found is not null) return FileStat.Of(found);
        return error == Errno.ENOENT ? null : throw new LinuxException(error, "openat2", place);
    }

    private string Target(string parent, string name)
    {
        using FileDescriptor directory = OpenDirectory(parent);
        return FileTree.ReadLink(directory, name);
    }

    private void Make(string parent, string name, bool isDirectory)
    {
        if (!makes) throw new LinuxException(Errno.ENOENT, "openat2", parent + "/" + name);
        using FileDescriptor directory = OpenDirectory(parent);
        if (isDirectory)
        {
            if (FileTree.TryMakeDirectory(directory, name, 0x1ED /* 0755 */) is var error and not (Errno.None or Errno.EEXIST)) throw new LinuxException(error, "mkdirat", parent + "/" + name);
            return;
        }

        FileDescriptor.OpenAt(directory, name, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.NoFollow | OpenFlags.NonBlocking, 0x1A4 /* 0644 */).Dispose();
    }

    private FileDescriptor OpenDirectory(string place) => RootedOpen.Open(root, place.Length == 0 ? "." : place, OpenFlags.Path | OpenFlags.Directory, 0, Strict);
}
