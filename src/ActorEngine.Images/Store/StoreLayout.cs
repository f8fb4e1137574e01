using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Images;

/// <summary>Where everything of the store lies. Content only ever arrives by rename, so a path that exists is whole.</summary>
internal sealed class StoreLayout
{
    public StoreLayout(string stateDirectory)
    {
        Root = Path.Combine(stateDirectory, "images");
        Blobs = Path.Combine(Root, "blobs", "sha256");
        Layers = Path.Combine(Root, "layers");
        Snapshots = Path.Combine(Root, "snapshots");
        Staging = Path.Combine(Root, "staging");
        Trash = Path.Combine(Root, "trash");
        MountPoints = Path.Combine(Root, "mount-points");
        Database = Path.Combine(Root, "store.db");
    }

    public string Root { get; }

    /// <summary>The content-addressed store.</summary>
    public string Blobs { get; }

    /// <summary>Unpacked layers by chain id.</summary>
    public string Layers { get; }

    /// <summary>Writable directories by container id.</summary>
    public string Snapshots { get; }

    /// <summary>Unfinished imports, one directory each; worthless after a restart.</summary>
    public string Staging { get; }

    /// <summary>Waits for its removal.</summary>
    public string Trash { get; }

    /// <summary>
    /// Below all layers of every container: what the engine's own mounts stand on, where the image has it not. Without it the OCI runtime would
    /// make these in the container's own directory, where they would count as the container's changes.
    /// </summary>
    public string MountPoints { get; }

    public string Database { get; }

    public string Blob(Digest digest) => Path.Combine(Blobs, digest.Hex());

    public string Layer(Digest chainId) => Path.Combine(Layers, chainId.Hex());

    public string Snapshot(ContainerId container) => Path.Combine(Snapshots, container.Value);

    /// <summary>Makes the store's own directory: all that may be done before its lock is held.</summary>
    public void CreateRoot() => Directory.CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Makes the directories and files below it that are not there.</summary>
    public void Create()
    {
        foreach (string directory in (ReadOnlySpan<string>)[Blobs, Layers, Snapshots, Staging, Trash])
            Directory.CreateDirectory(directory);
        foreach (string directory in (ReadOnlySpan<string>)["dev", "etc", "proc", "sys"])
            Directory.CreateDirectory(Path.Combine(MountPoints, directory));
        foreach (string file in (ReadOnlySpan<string>)["hosts", "hostname", "resolv.conf"])
            File.Open(Path.Combine(MountPoints, "etc", file), FileMode.OpenOrCreate).Dispose();
    }

    /// <summary>Moves a path to the trash: one rename, so it is gone at once for everybody. False when nothing was there.</summary>
    public bool Discard(string path)
    {
        try
        {
            FileTree.Rename(FileDescriptor.CurrentDirectory, path, FileDescriptor.CurrentDirectory, Path.Combine(Trash, Guid.NewGuid().ToString("n")));
            return true;
        }
        catch (LinuxException e) when (e.Errno == Errno.ENOENT)
        {
            return false;
        }
    }

    /// <summary>Removes what lies in the trash.</summary>
    public void EmptyTrash()
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(Trash)) TreeRemoval.Remove(path);
    }
}
