using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Oci;

/// <summary>Finds the host's device nodes that a container asks for.</summary>
internal static class HostDevices
{
    // Made anew inside every container, or belonging to the host's own terminals and memory.
    private static readonly string[] OwnedByContainer = ["pts", "shm", "fd", "mqueue", ".lxc", ".lxd-mounts", "console"];

    /// <summary>The nodes asked for by path, and all nodes for a privileged container. Directories give the nodes below them.</summary>
    public static IReadOnlyDictionary<string, HostDevice> Find(ContainerSettings settings)
    {
        var found = new Dictionary<string, HostDevice>();
        if (settings.Privileged) AddDirectory("/dev", found, depth: 0);
        foreach (DeviceSettings device in settings.Devices)
        {
            // Directories of devices are in /dev; anywhere else a walk could be through all of the disk.
            if (Directory.Exists(device.HostPath) && ContainerPath.IsBelow(ContainerPath.Clean(device.HostPath), "/dev")) AddDirectory(device.HostPath.TrimEnd('/'), found, depth: 1);
            else AddNode(device.HostPath, found, follow: true);
        }

        return found;
    }

    /// <summary>The block devices that limits name.</summary>
    public static IReadOnlyDictionary<string, HostDevice> FindLimited(ResourceLimits limits)
    {
        var found = new Dictionary<string, HostDevice>();
        foreach (string path in BlockIoComposer.Paths(limits)) AddNode(path, found, follow: true);
        return found;
    }

    private static void AddDirectory(string directory, Dictionary<string, HostDevice> found, int depth)
    {
        if (depth > 8) return;
        foreach (string path in Entries(directory))
        {
            if (depth == 0 && OwnedByContainer.Contains(Path.GetFileName(path))) continue;
            if (FileStat.Of(path) is { IsDirectory: true }) AddDirectory(path, found, depth + 1);
            else AddNode(path, found, follow: false);
        }
    }

    private static string[] Entries(string directory)
    {
        try
        {
            return Directory.GetFileSystemEntries(directory);
        }
        catch (DirectoryNotFoundException)
        {
            // Unplugged between being listed and being read.
            return [];
        }
    }

    private static void AddNode(string path, Dictionary<string, HostDevice> found, bool follow)
    {
        if (FileStat.Of(path, follow) is not { } status || !(status.IsCharacterDevice || status.IsBlockDevice)) return;
        (uint major, uint minor) = Split(status.NodeDevice);
        found[path] = new HostDevice(path, status.IsBlockDevice ? "b" : "c", major, minor, status.Mode & 0xFFF, status.UserId, status.GroupId);
    }

    // The layout of dev_t in the C library (makedev(3)).
    private static (uint Major, uint Minor) Split(ulong device) =>
        ((uint)(((device >> 8) & 0xfff) | ((device >> 32) & ~0xffful)), (uint)((device & 0xff) | ((device >> 12) & ~0xffful)));
}
