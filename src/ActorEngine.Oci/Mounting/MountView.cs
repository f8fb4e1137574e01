using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>The file system of a container that does not run, with its mounts in it, for somebody who wants to look at it or write into it.</summary>
public sealed class MountView : IDisposable
{
    private readonly string directory;

    private MountView(string directory, FileDescriptor root) => (this.directory, Root) = (directory, root);

    public FileDescriptor Root { get; }

    /// <summary>Mounts the layers, and on them the mounts, where nobody else sees them.</summary>
    /// <param name="directory">A path that nothing else uses.</param>
    /// <exception cref="LinuxException">A mount cannot be made.</exception>
    public static MountView Open(string directory, OverlayLayers layers, IReadOnlyList<PreparedMount> prepared)
    {
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // Private, so that nothing of it is seen elsewhere on the host.
        Mounts.Mount("actorengine", directory, "tmpfs", MountFlags.NoSuid | MountFlags.NoDev | MountFlags.NoExec, "mode=0700,size=64k");
        FileDescriptor? root = null;
        try
        {
            Mounts.Mount(null, directory, null, MountFlags.Private);
            string top = Path.Combine(directory, "root");
            Directory.CreateDirectory(top);
            root = OverlayMount.Detached(layers);
            MountTrees.Attach(root, top);
            foreach (PreparedMount mount in prepared.Where(mount => mount.Settings.Kind != MountKind.Tmpfs).OrderBy(mount => ContainerPath.Depth(ContainerPath.Clean(mount.Settings.Target)))) Add(root, mount);
            return new MountView(directory, root);
        }
        catch
        {
            root?.Dispose();
            MountStage.Clear(directory);
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Root.Dispose();
        MountStage.Clear(directory);
    }

    private static void Add(FileDescriptor root, PreparedMount prepared)
    {
        using var mount = new StagedMount(prepared, ContainerPath.Clean(prepared.Settings.Target), 0);
        if (mount.IsMissing) return;
        mount.Open();
        mount.Restrict(MountAttributes.None);
        var walk = new TargetWalk(root);
        using FileDescriptor place = walk.Open(walk.Find(mount.Target, mount.IsDirectory).Place);
        MountTrees.Attach(mount.Tree!, place, "");
    }
}
