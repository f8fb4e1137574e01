using ActorEngine.Contracts;

namespace ActorEngine.Oci;

/// <summary>What mounts are refused.</summary>
internal static class MountRules
{
    private const string Field = "mounts";

    private static readonly string[] Propagations = ["private", "rprivate", "shared", "rshared", "slave", "rslave"];

    public static void Check(IReadOnlyList<MountSettings> mounts)
    {
        var targets = new HashSet<string>();
        foreach (MountSettings mount in mounts)
        {
            if (!mount.Target.StartsWith('/')) throw Refuse(mount, $"mount path must be absolute: '{mount.Target}'");
            string target = ContainerPath.Clean(mount.Target);
            if (target == "/") throw Refuse(mount, "destination can't be '/'");
            if (!targets.Add(target)) throw SettingsException.Invalid(Field, $"Duplicate mount point: {target}. Each path can be mounted on once.");
            if (mount.Target.Contains('\0') || mount.Source.Contains('\0')) throw Refuse(mount, "a path holds a NUL character");
            if (mount.Options.Any(option => option.Length == 0 || option.Contains(','))) throw Refuse(mount, "an option is empty or holds a comma; give each by itself");
            CheckKind(mount);
        }
    }

    private static void CheckKind(MountSettings mount)
    {
        if (mount.Kind is not (MountKind.Volume or MountKind.Image) && mount.SubPath.Length > 0) throw Refuse(mount, "only a volume or an image has a subpath");
        if (mount.Kind != MountKind.Volume && (mount.NoCopy || mount.VolumeDriver is not null || mount.VolumeOptions.Count > 0 || mount.VolumeLabels.Count > 0))
            throw Refuse(mount, "options of volumes go with type=volume only");
        if (mount.Kind is not (MountKind.Bind or MountKind.Volume) && mount.Propagation is not null) throw Refuse(mount, "only binds and volumes have a propagation");
        if (mount.Kind != MountKind.Tmpfs && (mount.TmpfsSize is not null || mount.TmpfsMode is not null)) throw Refuse(mount, "tmpfs options go with type=tmpfs only");
        if (mount.Propagation is { } propagation && !Propagations.Contains(propagation))
            throw Refuse(mount, $"propagation '{propagation}' is none of {string.Join(", ", Propagations)}");
        if (mount.SubPath.StartsWith('/') || mount.SubPath.Split('/').Contains(".."))
            throw Refuse(mount, $"subpath '{mount.SubPath}' must be a relative path within the {Word(mount.Kind)}, without '..'");
        if (mount.SubPath.Contains('\0')) throw Refuse(mount, "a path holds a NUL character");
        if (mount is { Kind: not MountKind.Bind, ReadOnlyReach: not ReadOnlyReach.WherePossible }) throw Refuse(mount, "bind-recursive goes with type=bind only");
        switch (mount.Kind)
        {
            case MountKind.Bind: CheckBind(mount); break;
            case MountKind.Tmpfs: CheckTmpfs(mount); break;
            case MountKind.Image when mount.Source.Length == 0: throw Refuse(mount, "field Source must name an image");
        }
    }

    private static void CheckBind(MountSettings mount)
    {
        if (mount.Source.Length == 0) throw Refuse(mount, "field Source must not be empty");
        if (mount.Source[0] != '/') throw Refuse(mount, $"source path must be absolute: '{mount.Source}'");
        if (mount.ReadOnlyReach != ReadOnlyReach.WherePossible && !mount.ReadOnly) throw Refuse(mount, "bind-recursive=readonly and =writable need readonly");
        if (mount is { ReadOnlyReach: ReadOnlyReach.AllMounts, NonRecursive: true }) throw Refuse(mount, "bind-recursive=readonly and a bind that is not recursive contradict each other");
    }

    private static void CheckTmpfs(MountSettings mount)
    {
        if (mount.Source.Length > 0) throw Refuse(mount, "a tmpfs has no source");
        if (mount.TmpfsSize is < 0) throw Refuse(mount, "the size of a tmpfs cannot be negative");
        if (mount.TmpfsMode is { } mode && (mode.Length is 0 or > 5 || mode.Any(c => c is < '0' or > '7')))
            throw Refuse(mount, $"mode '{mode}' is not octal, such as 1777");
    }

    private static string Word(MountKind kind) => kind switch
    {
        MountKind.Bind => "bind",
        MountKind.Tmpfs => "tmpfs",
        MountKind.Volume => "volume",
        _ => "image",
    };

    private static SettingsException Refuse(MountSettings mount, string reason) =>
        SettingsException.Invalid(Field, $"invalid mount config for type \"{Word(mount.Kind)}\": {reason}.");
}
