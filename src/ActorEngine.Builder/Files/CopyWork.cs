using System.Text;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Builder;

/// <summary>Carries out one COPY or ADD in a mounted file system.</summary>
/// <param name="source">What it copies from; null where it only has here-documents and downloads.</param>
/// <param name="isContext">Files of the context belong to root unless --chown says else.</param>
/// <param name="downloads">Downloaded files by the name that they get.</param>
/// <param name="directories">Fetched directories, whose content is copied.</param>
internal sealed class CopyWork(CopyStep step, OpenTree? source, OpenTree target, bool isContext, IReadOnlyList<(string Name, string File)> downloads, IReadOnlyList<string> directories, DateTimeOffset now, CancellationToken cancellation)
{
    private readonly FileOwner? owner = step.Owner is { } text ? OwnerNames.Find(target, text) : isContext ? FileOwner.Root : null;
    private readonly ModeChange? mode = step.Mode is { } change ? ModeChange.Parse(change) : null;

    private FileOwner NewOwner => step.Owner is null ? FileOwner.Root : owner!.Value;

    public void Run()
    {
        if (source is not null)
            foreach (FoundSource found in SourceFinder.Find(source, step)) Take(source, found);
        foreach (InlineFile file in step.Inline) Write(file);
        foreach ((string name, string file) in downloads) Download(name, file);
        foreach (string directory in directories) Take(directory);
    }

    private void Take(OpenTree tree, FoundSource found)
    {
        PathPatterns excludes = PathPatterns.Parse(step.Excludes);
        var copier = new TreeCopier(owner, mode, excludes, cancellation);
        if (!found.IsDirectory && (excludes.Matches(found.Path[(found.Path.LastIndexOf('/') + 1)..]) || (step.Parents && excludes.Matches(found.Below)))) return;
        if (step.Parents) TakeWithParents(tree, found, copier);
        else if (found.IsDirectory)
        {
            using FileDescriptor from = tree.OpenDirectory(found.Path);
            bool isNew = target.Status(step.Destination) is null;
            using FileDescriptor to = Open(step.Destination);
            copier.CopyContent(from, to, "");
            if (isNew) copier.Describe(tree.Root, found.Path.Length == 0 ? "." : found.Path, to, ".", FileStat.Of(from));
        }
        else TakeFile(tree, found, copier);
    }

    // Of a repository: its files belong to nobody here.
    private void Take(string directory)
    {
        using OpenTree from = OpenTree.Open(directory);
        using FileDescriptor to = Open(step.Destination);
        new TreeCopier(NewOwner, mode, PathPatterns.Parse(step.Excludes), cancellation).CopyContent(from.Root, to, "");
    }

    private void TakeFile(OpenTree tree, FoundSource found, TreeCopier copier)
    {
        string name = found.Path[(found.Path.LastIndexOf('/') + 1)..];
        using FileDescriptor file = RootedOpen.Open(tree.Root, "/" + found.Path, OpenFlags.ReadOnly | OpenFlags.NonBlocking, 0, ResolveFlags.InRoot | ResolveFlags.NoMagicLinks);
        if (step.Unpacks && isContext && FileStat.Of(file).IsRegular && Unpack(file)) return;
        (FileDescriptor directory, string last) = Place(name);
        using (directory) copier.CopyOpen(file, directory, last);
    }

    private void TakeWithParents(OpenTree tree, FoundSource found, TreeCopier copier)
    {
        int slash = found.Below.LastIndexOf('/');
        string above = slash < 0 ? "" : found.Below[..slash];
        string destination = PathText.Clean(step.Destination + "/" + above);
        using FileDescriptor to = Open(destination);
        int last = found.Path.LastIndexOf('/');
        using FileDescriptor from = tree.OpenDirectory(last < 0 ? "" : found.Path[..last]);
        if (found.Path.Length == 0) copier.CopyContent(from, to, "");
        else copier.Copy(from, found.Path[(last + 1)..], to, found.Path[(last + 1)..], "");
    }

    private void Write(InlineFile file)
    {
        (FileDescriptor directory, string last) = Place(file.Path);
        using (directory)
        {
            FileTree.Remove(directory, last);
            using (FileDescriptor made = FileDescriptor.OpenAt(directory, last, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow, 0x180))
                made.WriteAll(Encoding.UTF8.GetBytes(file.Content));
            Finish(directory, last, 0x1a4, now);
        }
    }

    private void Download(string name, string path)
    {
        using FileDescriptor file = FileDescriptor.Open(path, OpenFlags.ReadOnly);
        if (step.UnpacksUrls && Unpack(file)) return;
        (FileDescriptor directory, string last) = Place(name);
        using (directory)
        {
            new TreeCopier(FileOwner.Root, null, PathPatterns.None, cancellation).CopyOpen(file, directory, last);
            Finish(directory, last, 0x180, File.GetLastWriteTimeUtc(path));
        }
    }

    private void Finish(FileDescriptor directory, string name, uint bits, DateTimeOffset time)
    {
        FileOwnership.SetOwner(directory, name, NewOwner.User, NewOwner.Group);
        FileOwnership.SetMode(directory, name, mode?.Apply(bits, isDirectory: false) ?? bits);
        long nanoseconds = (time - DateTimeOffset.UnixEpoch).Ticks * 100;
        FileOwnership.SetTimes(directory, name, nanoseconds, nanoseconds);
    }

    private bool Unpack(FileDescriptor file)
    {
        using var archive = new FileStream(file.Duplicate().DetachToFileHandle(), FileAccess.Read);
        using Stream? tar = CompressedInput.TryOpenTar(archive);
        if (tar is null)
        {
            file.Seek(0, 0);
            return false;
        }

        Open(step.Destination).Dispose();
        new TarUnpacker(target, step.Destination.TrimEnd('/')) { Owner = step.Owner is null ? null : owner, Mode = mode }.Read(tar, cancellation);
        return true;
    }

    // The directory and the name that a file gets: below the destination where that is a directory or is written as one.
    private (FileDescriptor Directory, string Name) Place(string name)
    {
        string destination = step.Destination;
        if (destination.EndsWith('/') || target.Status(destination) is { IsDirectory: true }) return (Open(destination), name);
        int slash = destination.LastIndexOf('/');
        FileDescriptor parent = Open(slash <= 0 ? "/" : destination[..slash]);
        string last = destination[(slash + 1)..];
        // A link at the destination is followed, inside the root.
        if (FileStat.Of(parent, last) is not { IsSymbolicLink: true }) return (parent, last);
        string link = FileTree.ReadLink(parent, last);
        parent.Dispose();
        string followed = PathText.Join(slash <= 0 ? "/" : destination[..slash], link);
        int end = followed.LastIndexOf('/');
        return (Open(end <= 0 ? "/" : followed[..end]), followed[(end + 1)..]);
    }

    private FileDescriptor Open(string directory)
    {
        try
        {
            return target.MakeDirectory(directory, NewOwner);
        }
        catch (LinuxException wrong) when (wrong.Errno is Errno.ENOTDIR or Errno.EEXIST or Errno.ELOOP)
        {
            throw new BuildException(FaultCode.InvalidArgument, $"{directory} cannot be a directory: a file stands in its way.");
        }
    }
}
