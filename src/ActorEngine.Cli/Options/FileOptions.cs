using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Options;

/// <summary>The file system that the program sees, and its devices.</summary>
internal static class FileOptions
{
    public static IReadOnlyList<Option> Table => ContainerOptions.Under("Files and devices",
        Option.List("volume", "[HOST|VOLUME:]CONTAINER[:OPTIONS]", "Mount a volume, which is made where missing, or bind a directory or file of the host; without a source, a new anonymous volume. Options: ro, rw, nocopy, and a propagation.", 'v') with { Completes = Completes.File },
        Option.List("mount", "FIELDS", "Mount with fields type=volume|bind|tmpfs|image, source=, target=, readonly, and those of the type: volume-nocopy, volume-subpath=, volume-driver=, volume-opt=, volume-label=; bind-propagation=, bind-recursive=enabled|disabled|writable|readonly, bind-nonrecursive, bind-create-src; image-subpath=; tmpfs-size=, tmpfs-mode=, tmpfs-options=."),
        Option.List("volumes-from", "CONTAINER[:ro]", "Mount all volumes and binds that another container has.") with { Completes = Completes.Container },
        Option.Value("volume-driver", "DRIVER", "Driver of volumes that are made for it."),
        Option.List("tmpfs", "PATH[:OPTIONS]", "Mount an empty file system in memory; options as mount(8) takes them."),
        Option.Flag("read-only", "Make the container's root file system read-only."),
        Option.Value("shm-size", "SIZE", "Size of /dev/shm; default 64m."),
        Option.List("device", "HOST[:CONTAINER[:rwm]]", "Hand out a device node of the host, or all those below a directory.") with { Completes = Completes.File },
        Option.List("device-cgroup-rule", "RULE", "Let it use devices by number: type, MAJOR:MINOR and some of rwm, such as 'c 10:229 rwm'."),
        Option.List("gpus", "REQUEST", "Hand out GPUs by the runtime hook of their driver: all, a number, or fields device=, driver=, capabilities=."));

    public static ContainerSettings Apply(ContainerSettings settings, Arguments arguments)
    {
        var mounts = new List<MountSettings>();
        mounts.AddRange(arguments.List("volume", VolumeSyntax.Parse));
        mounts.AddRange(arguments.List("mount", MountSyntax.Parse));
        mounts.AddRange(arguments.List("tmpfs", TmpfsSyntax.Parse));
        var twice = mounts.GroupBy(mount => mount.Target.TrimEnd('/')).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw arguments.Wrong("mount", $"two mounts have the target '{twice.First().Target}'; leave one out.");
        return settings with
        {
            Mounts = mounts,
            VolumesFrom = arguments.List("volumes-from"),
            VolumeDriver = arguments.Value("volume-driver"),
            ReadOnlyRoot = arguments.Flag("read-only"),
            DeviceRules = arguments.List("device-cgroup-rule", SmallSyntax.DeviceRule),
            Gpus = arguments.List("gpus", GpuSyntax.Parse),
            Devices = arguments.List("device", SmallSyntax.Device),
        };
    }
}
