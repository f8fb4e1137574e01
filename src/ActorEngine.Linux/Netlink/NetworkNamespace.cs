namespace ActorEngine.Linux;

/// <summary>
/// Network namespaces that are kept by a file (network_namespaces(7)): a bind mount holds one where no process is in it. Work inside
/// happens on the calling thread, which must be a dedicated one; the calling thread is outside again when a method returns.
/// </summary>
public static class NetworkNamespace
{
    private const string Own = "/proc/thread-self/ns/net";

    /// <summary>Makes a namespace, keeps it at <paramref name="path"/>, and runs work inside it.</summary>
    public static T Create<T>(string path, Func<T> inside)
    {
        using FileDescriptor home = FileDescriptor.Open(Own, OpenFlags.ReadOnly);
        using (FileDescriptor.Open(path, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive, 0x124 /* 0444 */))
        {
            // The mount needs something to stand on.
        }

        try
        {
            Namespaces.Unshare(NamespaceKinds.Network);
            Mounts.Mount(Own, path, null, MountFlags.Bind);
            return inside();
        }
        catch
        {
            Release(path);
            throw;
        }
        finally
        {
            Return(home);
        }
    }

    /// <summary>Runs work inside the namespace that a file names.</summary>
    public static T Enter<T>(string path, Func<T> inside)
    {
        using FileDescriptor home = FileDescriptor.Open(Own, OpenFlags.ReadOnly), there = FileDescriptor.Open(path, OpenFlags.ReadOnly);
        Namespaces.Enter(there, NamespaceKinds.Network);
        try
        {
            return inside();
        }
        finally
        {
            Return(home);
        }
    }

    /// <summary>True when a namespace is kept at the path.</summary>
    public static bool Exists(string path) => FileStat.Of(path) is { } file && FileStat.Of(Path.GetDirectoryName(path)!) is { } directory && file.Device != directory.Device;

    /// <summary>Lets go of the namespace at the path; the kernel collects it with all its links when its last process has ended. Nothing there is no error.</summary>
    public static void Release(string path)
    {
        while (Mounts.TryUnmount(path, detach: true) == Errno.None)
        {
            // As often as something is mounted there.
        }

        File.Delete(path);
    }

    // A thread of the daemon that stayed in a container's network would do the host's work there.
    private static void Return(FileDescriptor home)
    {
        try
        {
            Namespaces.Enter(home, NamespaceKinds.Network);
        }
        catch (LinuxException lost)
        {
            Environment.FailFast($"The network thread cannot return to the host's namespace: {lost.Message}");
        }
    }
}
