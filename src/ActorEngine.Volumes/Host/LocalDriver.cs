using System.Net;
using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Volumes;

/// <summary>The local driver: <c>volumes/NAME/_data</c> below the state directory, on which a file system of its own is mounted where the options name one.</summary>
internal sealed class LocalDriver(VolumeSettings settings, TimeProvider time)
{
    private const string Content = "_data", Leaving = ".removed-";
    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute;

    private string Root { get; } = Path.Combine(settings.StateDirectory, "volumes");

    public string PathOf(VolumeName name) => Path.Combine(Root, name.Value, Content);

    /// <summary>Is there while the image's content is being copied in.</summary>
    public string MarkOf(VolumeName name) => Path.Combine(Root, name.Value, "copying");

    public void Make(VolumeName name)
    {
        Directory.CreateDirectory(Root, Passable);
        string path = PathOf(name);
        if (Directory.Exists(path)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, Passable);
        // As Docker's: any user of a container may look into a new volume, and root alone write.
        if (FileTree.TryMakeDirectory(FileDescriptor.CurrentDirectory, path, 0x1ED /* 0755 */) is var error and not (Errno.None or Errno.EEXIST)) throw new LinuxException(error, "mkdir", path);
        using FileDescriptor made = FileDescriptor.Open(path, OpenFlags.ReadOnly | OpenFlags.Directory);
        FileOwnership.SetMode(made, 0x1ED);
    }

    /// <summary>Answers where the content is.</summary>
    public async Task<string> MountAsync(VolumeRecord volume)
    {
        Make(volume.Name);
        string path = PathOf(volume.Name);
        if (!volume.NeedsMount || IsMounted(path)) return path;
        var options = LocalOptions.Parse(volume.Options);
        try
        {
            // A server that does not answer holds its mount's thread, and nothing else.
            await Task.Factory.StartNew(() => Mount(options, path), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                .WaitAsync(settings.MountTimeout, time).ConfigureAwait(false);
            return path;
        }
        catch (TimeoutException)
        {
            throw new VolumeException(new Fault(FaultCode.Timeout, $"Mounting volume {volume.Name} ({options.Type} {options.Device}) did not end within {settings.MountTimeout.TotalSeconds:0.#} s; is its server up?"));
        }
        catch (LinuxException refused)
        {
            throw new VolumeException(Explain(volume.Name, options, refused));
        }
    }

    public void Unmount(VolumeRecord volume)
    {
        if (!volume.NeedsMount) return;
        string path = PathOf(volume.Name);
        while (IsMounted(path)) OverlayMount.Unmount(path);
    }

    public void Remove(VolumeRecord volume)
    {
        Unmount(volume);
        string directory = Path.GetDirectoryName(PathOf(volume.Name))!;
        // What somebody else mounted there is not the volume's to be emptied.
        if (MountTable.Read().FirstOrDefault(mount => mount.MountPoint.StartsWith(directory + "/", StringComparison.Ordinal)) is { } foreign)
            throw new VolumeException(new Fault(FaultCode.Conflict, $"Volume {volume.Name} is not removed: something is mounted at {foreign.MountPoint}; unmount it first."));
        if (!Directory.Exists(directory)) return;
        string leaving = Path.Combine(Root, Leaving + Guid.NewGuid().ToString("n"));
        FileTree.Rename(FileDescriptor.CurrentDirectory, directory, FileDescriptor.CurrentDirectory, leaving);
        TreeRemoval.Remove(leaving);
    }

    public IReadOnlyList<string> Reconcile(VolumesState state)
    {
        List<string> findings = [];
        if (!Directory.Exists(Root)) return findings;
        HashSet<string> mounted = [.. MountTable.Read().Select(mount => mount.MountPoint)];
        foreach (VolumeRecord volume in state.Volumes.Values.Where(volume => volume.NeedsMount && !state.IsUsed(volume.Name) && mounted.Contains(PathOf(volume.Name))))
        {
            Unmount(volume);
            findings.Add($"Volume {volume.Name} was mounted and nobody used it; it is unmounted.");
        }

        foreach (string left in Directory.EnumerateDirectories(Root, Leaving + "*")) TreeRemoval.Remove(left);
        return findings;
    }

    private static bool IsMounted(string path) => MountTable.Read().Any(mount => mount.MountPoint == path);

    private static void Mount(LocalOptions options, string path)
    {
        if (options.IsBind && FileStat.Of(options.Device, followLinks: true) is null) throw new LinuxException(Errno.ENOENT, "mount", options.Device);
        string data = options.IsNetwork ? WithAddress(options.Data) : options.Data;
        Mounts.Mount(options.Device, path, options.IsBind ? null : options.Type, options.Flags, data.Length == 0 ? null : data);
        // A bind takes no other flags with it; they are set in a second step.
        MountFlags rest = options.Flags & ~(MountFlags.Bind | MountFlags.Recursive);
        if (options.IsBind && rest != MountFlags.None) Mounts.Mount(null, path, null, MountFlags.Bind | MountFlags.Remount | rest);
    }

    // The kernel takes addresses only.
    private static string WithAddress(string data) => string.Join(',', data.Split(',').Select(option =>
        option.StartsWith("addr=", StringComparison.Ordinal) && !IPAddress.TryParse(option[5..], out _) ? "addr=" + Dns.GetHostAddresses(option[5..])[0] : option));

    private static Fault Explain(VolumeName name, LocalOptions options, LinuxException refused) => refused.Errno switch
    {
        Errno.ENODEV => new Fault(FaultCode.NotSupported, $"Volume {name} cannot be mounted: this kernel has no file system '{options.Type}' (modprobe {options.Type}, or another kernel)."),
        Errno.ENOENT => new Fault(FaultCode.NotFound, $"Volume {name} cannot be mounted: there is no {options.Device}; make it first."),
        Errno.EINVAL => new Fault(FaultCode.InvalidArgument, $"Volume {name} cannot be mounted: the file system {options.Type} refuses o={options.Data} ({refused.Message}).") { Field = "options" },
        _ => new Fault(FaultCode.InvalidArgument, $"Volume {name} cannot be mounted from {options.Device}: {refused.Message}."),
    };
}
