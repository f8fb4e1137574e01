namespace ActorEngine.Linux;

/// <summary>
/// While it lives, the calling thread is in a mount namespace without one of the host's mounts, and so is what the thread starts
/// meanwhile; all other mounts keep their propagation (mount_namespaces(7)). <see cref="Dispose"/> brings the thread back, on the thread
/// that made it. Not for threads of the pool.
/// </summary>
public sealed class HiddenMount : IDisposable
{
    private readonly FileDescriptor home, directory;

    private HiddenMount(FileDescriptor home, FileDescriptor directory)
    {
        this.home = home;
        this.directory = directory;
    }

    /// <summary>Takes a mount out of the calling thread's sight. Throws <see cref="LinuxException"/>, EINVAL where it is no mount point.</summary>
    public static HiddenMount Of(string mountPoint)
    {
        FileDescriptor home = FileDescriptor.Open("/proc/thread-self/ns/mnt", OpenFlags.ReadOnly);
        var hidden = new HiddenMount(home, FileDescriptor.Open(".", OpenFlags.Path | OpenFlags.Directory));
        try
        {
            // Implies a working directory and root of the thread's own, without which it could not come back.
            Namespaces.Unshare(NamespaceKinds.Mount);
            MakeParentPrivate(mountPoint);
            Mounts.Unmount(mountPoint, detach: true);
            return hidden;
        }
        catch
        {
            hidden.Dispose();
            throw;
        }
    }

    /// <summary>Brings the thread back into its own namespace and working directory. Ends the process where it cannot.</summary>
    public void Dispose()
    {
        try
        {
            Namespaces.Enter(home, NamespaceKinds.Mount);
            ProcessControl.ChangeDirectory(directory);
        }
        catch (LinuxException failed)
        {
            // Everything after this would be done in the wrong place.
            Environment.FailFast("cannot leave a private mount namespace", failed);
        }

        home.Dispose();
        directory.Dispose();
    }

    // An unmount travels along the propagation of the mount below.
    private static void MakeParentPrivate(string mountPoint)
    {
        for (string? parent = Path.GetDirectoryName(mountPoint); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (Mounts.TryMount(null, parent, null, MountFlags.Private) is var error && error == Errno.None) return;
            if (error != Errno.EINVAL) throw new LinuxException(error, "mount", parent);
        }
    }
}
