using ActorEngine.Linux;

namespace ActorEngine.Builder;

/// <summary>Removes what builds leave on disk.</summary>
internal static class Leftovers
{
    /// <summary>Unmounts what is mounted below a directory, then removes it: never through a mount, whose files belong to somebody else.</summary>
    public static void Remove(string directory)
    {
        if (!Directory.Exists(directory)) return;
        foreach (MountEntry mount in MountTable.Read().Where(mount => mount.MountPoint.StartsWith(directory + "/", StringComparison.Ordinal)).Reverse())
            OverlayMount.Unmount(mount.MountPoint);
        TreeRemoval.Remove(directory);
    }
}
