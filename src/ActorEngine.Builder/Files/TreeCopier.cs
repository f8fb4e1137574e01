using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Builder;

/// <summary>Copies files from one tree into another by descriptor, so that no link leads out of either. Blocks, so it runs outside the actors.</summary>
/// <param name="owner">Of everything that is copied; null = as it is.</param>
internal sealed class TreeCopier(FileOwner? owner, ModeChange? mode, PathPatterns excludes, CancellationToken cancellation)
{
    private const uint TypeMask = 0xf000, PermissionBits = 0xfff;
    private readonly byte[] buffer = new byte[256 << 10];

    /// <summary>Takes times, too, of directories that were there before.</summary>
    public bool KeepsExisting { get; init; } = true;

    /// <summary>Copies what a directory holds.</summary>
    /// <param name="path">Of the directory, below what the excludes are about.</param>
    public void CopyContent(FileDescriptor from, FileDescriptor to, string path)
    {
        foreach (string name in FileNames.In(from))
        {
            string inner = path.Length == 0 ? name : $"{path}/{name}";
            if (!excludes.IsEmpty && excludes.Matches(inner) && (excludes.MatchesAllBelow(inner) || FileStat.Of(from, name) is not { IsDirectory: true })) continue;
            Copy(from, name, to, name, inner);
        }
    }

    /// <summary>Copies one entry, and all below it where it is a directory.</summary>
    public void Copy(FileDescriptor from, string name, FileDescriptor to, string newName, string path)
    {
        cancellation.ThrowIfCancellationRequested();
        if (FileStat.Of(from, name) is not { } status) return;
        if (status.IsDirectory)
        {
            CopyDirectory(from, name, to, newName, path, status);
            return;
        }

        if (FileStat.Of(to, newName) is { IsDirectory: true }) throw Refused(path, "a directory of that name is there");
        FileTree.Remove(to, newName);
        if (status.IsRegular)
        {
            using FileDescriptor source = FileDescriptor.OpenAt(from, name, OpenFlags.ReadOnly | OpenFlags.NoFollow | OpenFlags.NonBlocking);
            CopyFile(source, to, newName);
        }
        else if (status.IsSymbolicLink) FileTree.MakeSymbolicLink(FileTree.ReadLink(from, name), to, newName);
        else if (status.IsFifo) FileTree.MakeNode(to, newName, status.Mode, 0);
        else if (status.IsCharacterDevice || status.IsBlockDevice) FileTree.MakeNode(to, newName, status.Mode, status.NodeDevice);
        else return;
        Describe(from, name, to, newName, status);
    }

    /// <summary>Copies the content of an open file into a new one, with the file's owner, permissions and time.</summary>
    public void CopyOpen(FileDescriptor source, FileDescriptor to, string newName)
    {
        FileStatus status = FileStat.Of(source);
        FileTree.Remove(to, newName);
        CopyFile(source, to, newName);
        Describe(null, "", to, newName, status);
    }

    private void CopyDirectory(FileDescriptor from, string name, FileDescriptor to, string newName, string path, FileStatus status)
    {
        Errno made = FileTree.TryMakeDirectory(to, newName, 0x1c0);
        if (made == Errno.EEXIST && FileStat.Of(to, newName) is not { IsDirectory: true }) throw Refused(path, "a file of that name is there");
        if (made is not (Errno.None or Errno.EEXIST)) throw new LinuxException(made, "mkdirat", path);
        using (FileDescriptor inner = FileDescriptor.OpenAt(from, name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow))
        using (FileDescriptor target = FileDescriptor.OpenAt(to, newName, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow))
            CopyContent(inner, target, path);
        Describe(from, name, to, newName, status);
    }

    private void CopyFile(FileDescriptor source, FileDescriptor to, string name)
    {
        using FileDescriptor target = FileDescriptor.OpenAt(to, name, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow, 0x180);
        for (int count; (count = source.Read(buffer)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            target.WriteAll(buffer.AsSpan(0, count));
        }
    }

    /// <summary>Owner, permissions, attributes and time, in the order in which one does not undo another.</summary>
    public void Describe(FileDescriptor? from, string name, FileDescriptor to, string newName, FileStatus status)
    {
        FileOwner who = owner ?? new FileOwner(status.UserId, status.GroupId);
        FileOwnership.SetOwner(to, newName, who.User, who.Group);
        if (!status.IsSymbolicLink)
        {
            uint bits = status.Mode & PermissionBits;
            FileOwnership.SetMode(to, newName, mode?.Apply(bits, (status.Mode & TypeMask) == 0x4000) ?? bits);
        }

        if (from is not null && (status.IsRegular || status.IsDirectory)) CopyAttributes(from, name, to, newName);
        FileOwnership.SetTimes(to, newName, status.Modified, status.Modified);
    }

    private static void CopyAttributes(FileDescriptor from, string name, FileDescriptor to, string newName)
    {
        string source = $"{from.ProcPath}/{name}", target = $"{to.ProcPath}/{newName}";
        foreach (string attribute in ExtendedAttributes.List(source))
        {
            if (attribute != "security.capability" && !attribute.StartsWith("user.", StringComparison.Ordinal)) continue;
            if (ExtendedAttributes.Get(source, attribute) is { } value) ExtendedAttributes.TrySet(target, attribute, value);
        }
    }

    private static BuildException Refused(string path, string why) => new(FaultCode.InvalidArgument, $"'{path}' cannot be copied: {why}.");
}
