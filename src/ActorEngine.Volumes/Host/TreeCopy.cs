using System.Text;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Volumes;

/// <summary>
/// Copies what a directory holds into an empty one: owners, modes, times, attributes, devices, links of both kinds. By descriptor, so that no
/// link leads out of either tree; names need not be UTF-8.
/// </summary>
internal sealed class TreeCopy
{
    private const uint PermissionBits = 0xfff;

    /// <summary>Directories in each other; each holds two descriptors.</summary>
    private const int MaximumDepth = 2000;

    private readonly byte[] buffer = new byte[256 << 10];
    private readonly Dictionary<ulong, (FileDescriptor Directory, byte[] Name)> linked = [];

    /// <summary>Copies the content of a directory, then what describes the directory itself.</summary>
    public void Copy(FileDescriptor from, FileDescriptor to)
    {
        try
        {
            Content(from, to, 0);
        }
        finally
        {
            foreach ((FileDescriptor directory, _) in linked.Values) directory.Dispose();
        }
    }

    private void Content(FileDescriptor from, FileDescriptor to, int depth)
    {
        if (depth > MaximumDepth) throw new VolumeException(new Fault(FaultCode.InvalidArgument, $"The image has more than {MaximumDepth} directories in each other at the volume's place; use volume-nocopy."));
        foreach (DirectoryEntry entry in DirectoryEntries.Read(from)) Entry(from, to, entry.Name, depth);
        FileStatus status = FileStat.Of(from);
        Attributes(from, to);
        Check(ByteNamedStatus.TrySetOwner(to, status.UserId, status.GroupId), "fchown");
        FileOwnership.SetMode(to, status.Mode & PermissionBits);
        Check(ByteNamedStatus.TrySetTimes(to, status.Modified, status.Modified), "futimens");
    }

    private void Entry(FileDescriptor from, FileDescriptor to, byte[] name, int depth)
    {
        using FileDescriptor? item = ByteNamedTree.TryOpenAt(from, name, OpenFlags.Path, 0, out _);
        if (item is null) return;
        FileStatus status = FileStat.Of(item);
        if (status.IsDirectory)
        {
            Check(ByteNamedTree.TryMakeDirectory(to, name, 0x1c0), "mkdirat");
            using FileDescriptor source = Open(from, name, OpenFlags.Directory), target = Open(to, name, OpenFlags.Directory);
            Content(source, target, depth + 1);
            return;
        }

        if (status.Links > 1 && linked.TryGetValue(status.Inode, out (FileDescriptor Directory, byte[] Name) first))
        {
            Check(ByteNamedTree.TryMakeHardLink(first.Directory, first.Name, to, name), "linkat");
            return;
        }

        if (status.IsRegular) File(from, to, name, status);
        else if (status.IsSymbolicLink) Link(from, to, name);
        else if (status.IsFifo || status.IsCharacterDevice || status.IsBlockDevice) Check(ByteNamedTree.TryMakeNode(to, name, status.Mode, status.NodeDevice), "mknodat");
        else return;
        if (!status.IsRegular) Describe(to, name, status);
        if (status.Links > 1) linked[status.Inode] = (to.Duplicate(), name);
    }

    private void File(FileDescriptor from, FileDescriptor to, byte[] name, FileStatus status)
    {
        using FileDescriptor source = Open(from, name, OpenFlags.NonBlocking);
        using FileDescriptor target = ByteNamedTree.TryOpenAt(to, name, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive, 0x180, out Errno error) ?? throw Failed(error, name);
        for (int count; (count = source.Read(buffer)) > 0;) target.WriteAll(buffer.AsSpan(0, count));
        // The owner first: a change of it takes the set-user-id bit away, and capabilities too.
        Check(ByteNamedStatus.TrySetOwner(target, status.UserId, status.GroupId), "fchown");
        FileOwnership.SetMode(target, status.Mode & PermissionBits);
        Attributes(source, target);
        Check(ByteNamedStatus.TrySetTimes(target, status.Modified, status.Modified), "futimens");
    }

    private static void Link(FileDescriptor from, FileDescriptor to, byte[] name)
    {
        Check(ByteNamedTree.TryReadLink(from, name, out byte[] target), "readlinkat");
        Check(ByteNamedTree.TryMakeSymbolicLink([.. target, 0], to, name), "symlinkat");
    }

    private static void Describe(FileDescriptor to, byte[] name, FileStatus status)
    {
        Check(ByteNamedStatus.TrySetOwner(to, name, status.UserId, status.GroupId), "fchownat");
        if (!status.IsSymbolicLink) Check(ByteNamedStatus.TrySetMode(to, name, status.Mode & PermissionBits), "fchmodat");
        Check(ByteNamedStatus.TrySetTimes(to, name, status.Modified, status.Modified), "utimensat");
    }

    // Those that mean something to a program; what only the overlay means stays behind, and what the volume's file system cannot hold.
    private static void Attributes(FileDescriptor from, FileDescriptor to)
    {
        byte[] path = [.. Encoding.UTF8.GetBytes(from.ProcPath), 0];
        foreach (string attribute in ExtendedAttributes.List(path, follow: true))
        {
            if (attribute != "security.capability" && !attribute.StartsWith("user.", StringComparison.Ordinal) && !attribute.StartsWith("system.posix_acl", StringComparison.Ordinal)) continue;
            if (ExtendedAttributes.Get(path, attribute, follow: true) is not { } value) continue;
            if (ByteNamedStatus.TrySetAttribute(to, attribute, value) is var error and not (Errno.None or Errno.EOPNOTSUPP)) throw new LinuxException(error, "fsetxattr", attribute);
        }
    }

    private static FileDescriptor Open(FileDescriptor directory, byte[] name, OpenFlags flags) =>
        ByteNamedTree.TryOpenAt(directory, name, OpenFlags.ReadOnly | flags, 0, out Errno error) ?? throw Failed(error, name);

    private static void Check(Errno error, string operation)
    {
        if (error != Errno.None) throw new LinuxException(error, operation);
    }

    private static LinuxException Failed(Errno error, byte[] name) => new(error, "openat", Encoding.UTF8.GetString(name.AsSpan(0, name.Length - 1)));
}
