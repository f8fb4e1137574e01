using ActorEngine.Contracts;
using ActorEngine.Linux;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci;

/// <summary>Makes the working directory inside the root file system, following its links but never leaving it.</summary>
internal static class WorkingDirectory
{
    private const OpenFlags Walk = OpenFlags.Path | OpenFlags.Directory;

    /// <summary>Makes what is missing of <c>cwd</c>; a fault when something that is no directory is in the way.</summary>
    public static Fault? Make(string rootfs, ProcessSpec process, IdMapping? owner = null)
    {
        using FileDescriptor root = FileDescriptor.Open(rootfs, Walk);
        string path = "";
        foreach (string name in process.Cwd.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string parent = path.Length == 0 ? "." : path;
            path += "/" + name;
            using FileDescriptor? there = RootedOpen.TryOpen(root, path, Walk, 0, ResolveFlags.InRoot, out Errno error);
            if (there is not null) continue;
            if (error == Errno.ENOENT) error = MakeOne(root, parent, name, owner);
            if (error is Errno.None or Errno.EEXIST) continue;
            // A read-only root or a directory that a mount will provide: the runtime has the last word.
            if (error is Errno.EROFS) return null;
            return Refuse(process.Cwd, path, error);
        }

        return null;
    }

    private static Errno MakeOne(FileDescriptor root, string parent, string name, IdMapping? owner)
    {
        using FileDescriptor? directory = RootedOpen.TryOpen(root, parent, Walk, 0, ResolveFlags.InRoot, out Errno error);
        if (directory is null) return error;
        error = FileTree.TryMakeDirectory(directory, name, 0x1ED /* 0755 */);
        if (error == Errno.None && owner is not null) FileOwnership.SetOwner(directory, name, owner.User, owner.Group);
        return error;
    }

    private static Fault Refuse(string cwd, string path, Errno error) => error switch
    {
        Errno.ENOTDIR => new Fault(FaultCode.InvalidArgument, $"The working directory {cwd} cannot be made: {path} is not a directory in the image. Give another --workdir.") { Field = "workingDirectory" },
        Errno.ENOSPC or Errno.EDQUOT => new Fault(FaultCode.Storage, $"The working directory {cwd} cannot be made: the disk is full."),
        _ => new Fault(FaultCode.InvalidArgument, $"The working directory {cwd} cannot be made at {path}: {new LinuxException(error, "mkdir").Message}.") { Field = "workingDirectory" },
    };
}
