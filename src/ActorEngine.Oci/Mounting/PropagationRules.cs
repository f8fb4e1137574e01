using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>A propagation that the source's mount does not have would be silently nothing; it is refused.</summary>
internal static class PropagationRules
{
    /// <exception cref="SettingsException">The mount that holds the source does not propagate so.</exception>
    public static void Check(MountSettings mount, string path)
    {
        if (mount.Propagation is not ("shared" or "rshared" or "slave" or "rslave")) return;
        string real = RealPath(path);
        // Of two at one place the later hides the earlier.
        MountEntry? holder = MountTable.Read().Where(entry => real == entry.MountPoint || ContainerPath.IsBelow(real, entry.MountPoint)).OrderBy(entry => entry.MountPoint.Length).LastOrDefault();
        bool shared = mount.Propagation is "shared" or "rshared";
        if (holder is null || holder.IsShared || (!shared && holder.IsSlave)) return;
        throw SettingsException.Invalid("mounts", $"path {mount.Source} is mounted on {holder.MountPoint} but it is not a {(shared ? "shared" : "shared or slave")} mount; make it one (mount --make-shared {holder.MountPoint}), or leave the propagation out.");
    }

    private static string RealPath(string path)
    {
        using FileDescriptor? file = FileDescriptor.TryOpen(path, OpenFlags.Path, 0, out _);
        return file is null ? path : FileTree.ReadLink(FileDescriptor.CurrentDirectory, file.ProcPath);
    }
}
