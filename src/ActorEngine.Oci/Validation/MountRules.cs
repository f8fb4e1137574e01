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
            string target = PathRules.Clean(mount.Target);
            if (target == "/") throw Refuse(mount, "destination can't be '/'");
            if (!targets.Add(target)) throw SettingsException.Invalid(Field, $"Duplicate mount point: {target}. Each path can be mounted on once.");
            if (mount.Target.Contains('\0') || mount.Source.Contains('\0')) throw Refuse(mount, "a path holds a NUL character");
            if (mount.Options.Any(option => option.Length == 0 || option.Contains(','))) throw Refuse(mount, "an option is empty or holds a comma; give each by itself");
            if (mount.Kind == MountKind.Bind) CheckBind(mount);
            else CheckTmpfs(mount);
        }
    }

    private static void CheckBind(MountSettings mount)
    {
        if (mount.Source.Length == 0) throw Refuse(mount, "field Source must not be empty");
        if (mount.Source[0] != '/') throw Refuse(mount, $"source path must be absolute: '{mount.Source}'");
        if (mount.Propagation is { } propagation && !Propagations.Contains(propagation))
            throw Refuse(mount, $"propagation '{propagation}' is none of {string.Join(", ", Propagations)}");
        if (mount.TmpfsSize is not null || mount.TmpfsMode is not null) throw Refuse(mount, "tmpfs options and a bind do not go together");
    }

    private static void CheckTmpfs(MountSettings mount)
    {
        if (mount.Source.Length > 0) throw Refuse(mount, "a tmpfs has no source");
        if (mount.TmpfsSize is < 0) throw Refuse(mount, "the size of a tmpfs cannot be negative");
        if (mount.TmpfsMode is { } mode && (mode.Length is 0 or > 5 || mode.Any(c => c is < '0' or > '7')))
            throw Refuse(mount, $"mode '{mode}' is not octal, such as 1777");
    }

    private static SettingsException Refuse(MountSettings mount, string reason) =>
        SettingsException.Invalid(Field, $"invalid mount config for type \"{(mount.Kind == MountKind.Bind ? "bind" : "tmpfs")}\": {reason}.");
}
