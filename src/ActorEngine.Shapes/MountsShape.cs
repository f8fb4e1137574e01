using ActorEngine.Contracts;

namespace ActorEngine.Shapes;

/// <summary>HostConfig.Mounts: those that were asked for in fields.</summary>
internal static class MountsShape
{
    /// <summary>Null where there is none.</summary>
    public static List<Fields>? Of(ContainerSettings settings)
    {
        var mounts = settings.Mounts.Where(mount => mount.Short is null).Select(Mount).ToList();
        return mounts.Count == 0 ? null : mounts;
    }

    private static Fields Mount(MountSettings mount)
    {
        var fields = new Fields { ["Type"] = Words.Of(mount.Kind) };
        if (mount.Source.Length > 0) fields["Source"] = mount.Source;
        fields["Target"] = mount.Target;
        // Images always are.
        if (mount.ReadOnly && mount.Kind != MountKind.Image) fields["ReadOnly"] = true;
        switch (mount.Kind)
        {
            case MountKind.Bind: Add(fields, "BindOptions", Bind(mount)); break;
            case MountKind.Volume: Add(fields, "VolumeOptions", Volume(mount)); break;
            case MountKind.Tmpfs: Add(fields, "TmpfsOptions", Tmpfs(mount)); break;
            case MountKind.Image when mount.SubPath.Length > 0: fields["ImageOptions"] = new Fields { ["Subpath"] = mount.SubPath }; break;
        }

        return fields;
    }

    private static Fields Bind(MountSettings mount)
    {
        var options = new Fields();
        if (mount.Propagation is { Length: > 0 } propagation) options["Propagation"] = propagation;
        if (mount.NonRecursive) options["NonRecursive"] = true;
        if (mount.CreateSource) options["CreateMountpoint"] = true;
        if (mount.ReadOnlyReach == ReadOnlyReach.OwnMount) options["ReadOnlyNonRecursive"] = true;
        if (mount.ReadOnlyReach == ReadOnlyReach.AllMounts) options["ReadOnlyForceRecursive"] = true;
        return options;
    }

    private static Fields Volume(MountSettings mount)
    {
        var options = new Fields();
        if (mount.NoCopy) options["NoCopy"] = true;
        if (mount.VolumeLabels.Count > 0) options["Labels"] = Fields.Map(mount.VolumeLabels);
        if (mount.SubPath.Length > 0) options["Subpath"] = mount.SubPath;
        if (mount.VolumeDriver is not null || mount.VolumeOptions.Count > 0)
        {
            var driver = new Fields();
            if (mount.VolumeDriver is { } name) driver["Name"] = name;
            if (mount.VolumeOptions.Count > 0) driver["Options"] = Fields.Map(mount.VolumeOptions);
            options["DriverConfig"] = driver;
        }

        return options;
    }

    private static Fields Tmpfs(MountSettings mount)
    {
        var options = new Fields();
        if (mount.TmpfsSize is { } size) options["SizeBytes"] = size;
        if (mount.TmpfsMode is { } mode) options["Mode"] = Convert.ToInt32(mode, 8);
        if (mount.Options.Count > 0) options["Options"] = mount.Options.Select(option => option.Split('=', 2).ToList()).ToList();
        return options;
    }

    private static void Add(Fields fields, string name, Fields options)
    {
        if (options.Count > 0) fields[name] = options;
    }
}
