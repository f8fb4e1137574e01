using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Compose.Reading;

/// <summary>The long form of a service's volumes.</summary>
internal static class MountReader
{
    public static MountSettings Read(Fields fields)
    {
        var kind = fields.Parsed("type", Kind) ?? throw fields.Wrong("", null, "'type' is missing");
        string target = fields.Text("target") ?? throw fields.Wrong("", null, "'target' is missing");
        if (!target.StartsWith('/')) throw fields.Wrong("target", null, $"'{target}' is not an absolute path");
        var mount = new MountSettings(kind, target) { Source = fields.Text("source") ?? "", ReadOnly = fields.Is("read_only") };
        fields.Text("consistency");
        if (kind == MountKind.Bind && mount.Source.Length == 0) throw fields.Wrong("", null, "'source' is missing");
        if (fields.Inner("bind") is { } bind) mount = Bind(mount, bind);
        if (fields.Inner("volume") is { } volume) mount = Volume(mount, volume);
        if (fields.Inner("tmpfs") is { } tmpfs) mount = Tmpfs(mount, tmpfs);
        if (fields.Inner("image") is { } image) mount = Image(mount, image);
        fields.Done();
        return mount;
    }

    private static MountKind Kind(string text) => text switch
    {
        "bind" => MountKind.Bind,
        "volume" => MountKind.Volume,
        "tmpfs" => MountKind.Tmpfs,
        "image" => MountKind.Image,
        _ => throw new FormatException($"'{text}' is not supported; write bind, volume, tmpfs or image"),
    };

    private static MountSettings Bind(MountSettings mount, Fields bind)
    {
        mount = mount with
        {
            Propagation = bind.Text("propagation"),
            CreateSource = bind.Is("create_host_path"),
            NonRecursive = bind.Text("recursive") == "disabled",
        };
        bind.Text("selinux");
        bind.Done();
        return mount;
    }

    private static MountSettings Volume(MountSettings mount, Fields volume)
    {
        mount = mount with { NoCopy = volume.Is("nocopy"), SubPath = volume.Text("subpath") ?? "", VolumeLabels = volume.Map("labels") };
        volume.Done();
        return mount;
    }

    private static MountSettings Tmpfs(MountSettings mount, Fields tmpfs)
    {
        mount = mount with { TmpfsSize = tmpfs.Parsed("size", Sizes.Parse), TmpfsMode = tmpfs.ParsedClass("mode", Scalars.Mode) };
        tmpfs.Done();
        return mount;
    }

    private static MountSettings Image(MountSettings mount, Fields image)
    {
        mount = mount with { SubPath = image.Text("subpath") ?? "" };
        image.Done();
        return mount;
    }
}
