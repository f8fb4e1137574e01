using System.Globalization;
using ActorEngine.Contracts;
using ActorEngine.Gateway.Calls;
using ActorEngine.Gateway.Routing;

namespace ActorEngine.Gateway.Containers;

/// <summary>Mounts in the forms that the API has for them: HostConfig.Mounts, Binds, Tmpfs and Config.Volumes.</summary>
internal static class MountMapping
{
    /// <exception cref="ApiException">400: a form is malformed, or asks for what cannot be done.</exception>
    public static IReadOnlyList<MountSettings> Of(ContainerBody body, HostConfigBody host, ApiVersion version)
    {
        List<MountSettings> mounts =
        [
            .. Texts.Of(host.Binds).Select(bind => BindSyntax.Parse(bind, version)),
            .. Texts.Objects(host.Mounts).Select(mount => Of(mount, version)),
            .. (host.Tmpfs ?? []).Select(entry => TmpfsSyntax.Of(entry.Key, entry.Value ?? "")),
        ];
        var taken = mounts.Select(mount => ContainerPath.Clean(mount.Target)).ToHashSet();
        foreach (string path in (body.Volumes ?? []).Keys)
            if (taken.Add(ContainerPath.Clean(path))) mounts.Add(new MountSettings(MountKind.Volume, path) { Short = path });
        return mounts;
    }

    private static MountSettings Of(MountBody body, ApiVersion version)
    {
        string type = body.Type ?? "";
        var mount = new MountSettings(Kind(type), body.Target ?? "") { Source = body.Source ?? "", ReadOnly = body.ReadOnly ?? false };
        Foreign(body, type, version);
        return mount.Kind switch
        {
            MountKind.Bind => Bind(mount, body.BindOptions, version),
            MountKind.Volume => Volume(mount, body.VolumeOptions, version),
            MountKind.Tmpfs => Tmpfs(mount, body.TmpfsOptions),
            _ when !version.Has(1, 48) => throw new ApiException(400, "Mount type \"Image\" needs API v1.48 or newer"),
            _ => mount with { SubPath = body.ImageOptions?.Subpath ?? "", ReadOnly = true },
        };
    }

    private static MountKind Kind(string type) => type switch
    {
        "bind" => MountKind.Bind,
        "volume" => MountKind.Volume,
        "tmpfs" => MountKind.Tmpfs,
        "image" => MountKind.Image,
        "cluster" or "npipe" => throw new ApiException(400, $"invalid mount config for type \"{type}\": this engine has no such mounts"),
        "" => throw new ApiException(400, "invalid mount config for type \"\": mount type unknown"),
        _ => throw new ApiException(400, $"invalid mount config for type \"{type}\": mount type unknown"),
    };

    // Options of another kind were passed over before 1.42.
    private static void Foreign(MountBody body, string type, ApiVersion version)
    {
        if (!version.Has(1, 42)) return;
        if (body.VolumeOptions is not null && type != "volume") throw new ApiException(400, $"VolumeOptions must not be specified on mount type \"{type}\"");
        if (body.BindOptions is not null && type != "bind") throw new ApiException(400, $"BindOptions must not be specified on mount type \"{type}\"");
        if (body.TmpfsOptions is not null && type != "tmpfs") throw new ApiException(400, $"TmpfsOptions must not be specified on mount type \"{type}\"");
        if (body.ImageOptions is not null && type != "image") throw new ApiException(400, $"ImageOptions must not be specified on mount type \"{type}\"");
    }

    private static MountSettings Bind(MountSettings mount, BindOptionsBody? options, ApiVersion version)
    {
        bool force = options?.ReadOnlyForceRecursive ?? false, own = options?.ReadOnlyNonRecursive ?? false;
        if (force && !version.Has(1, 44)) throw new ApiException(400, "BindOptions.ReadOnlyForceRecursive needs API v1.44 or newer");
        return mount with
        {
            Propagation = Texts.OrNull(options?.Propagation),
            NonRecursive = version.Has(1, 40) && (options?.NonRecursive ?? false),
            CreateSource = version.Has(1, 42) && (options?.CreateMountpoint ?? false),
            ReadOnlyReach = force ? ReadOnlyReach.AllMounts : mount.ReadOnly && (own || !version.Has(1, 44)) ? ReadOnlyReach.OwnMount : ReadOnlyReach.WherePossible,
        };
    }

    private static MountSettings Volume(MountSettings mount, VolumeOptionsBody? options, ApiVersion version)
    {
        if (options?.Subpath is { Length: > 0 } && !version.Has(1, 45)) throw new ApiException(400, "VolumeOptions.Subpath needs API v1.45 or newer");
        return options is null ? mount : mount with
        {
            NoCopy = options.NoCopy ?? false,
            SubPath = options.Subpath ?? "",
            VolumeLabels = Texts.Of(options.Labels),
            VolumeDriver = Texts.OrNull(options.DriverConfig?.Name),
            VolumeOptions = Texts.Of(options.DriverConfig?.Options),
        };
    }

    private static MountSettings Tmpfs(MountSettings mount, TmpfsOptionsBody? options) => options is null ? mount : mount with
    {
        TmpfsSize = options.SizeBytes is > 0 ? options.SizeBytes : null,
        TmpfsMode = options.Mode is > 0 and var mode ? Octal(mode) : null,
        Options = [.. (options.Options ?? []).Select(option => Texts.Of(option) switch
        {
            [var flag] => flag,
            [var key, var value] => $"{key}={value}",
            _ => throw new ApiException(400, "invalid mount config for type \"tmpfs\": an option is a flag, or a key and a value"),
        })],
    };

    private static string Octal(int mode) => Convert.ToString(mode & 0xFFF, 8).ToString(CultureInfo.InvariantCulture);
}
