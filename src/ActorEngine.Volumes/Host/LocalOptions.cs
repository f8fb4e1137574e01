using ActorEngine.Contracts;
using ActorEngine.Linux;

namespace ActorEngine.Volumes;

/// <summary>The options of the local driver: what mount(8) would be given for the volume's own file system.</summary>
/// <param name="Data">What the file system itself is told.</param>
internal sealed record LocalOptions(string Type, string Device, MountFlags Flags, string Data)
{
    private static readonly string[] Keys = ["type", "device", "o"];

    public bool IsBind => Flags.HasFlag(MountFlags.Bind);

    public bool IsNetwork => Type is "nfs" or "nfs4" or "cifs";

    /// <summary>Null when a volume can have these.</summary>
    public static Fault? Check(IReadOnlyDictionary<string, string> options)
    {
        foreach (string key in options.Keys)
        {
            if (key == "size") return Wrong("The local driver bounds no directories; use type=tmpfs with o=size=..., or a device of its own.");
            if (!Keys.Contains(key)) return Wrong($"'{key}' is no option of the local driver; use type, device and o, as mount(8) takes them.");
        }

        if (options.Count == 0) return null;
        string type = options.GetValueOrDefault("type", "");
        LocalOptions read = Parse(options);
        if (type.Length == 0 && !read.IsBind) return Wrong("missing required option: \"type\"; give type=tmpfs, type=nfs, or type=none with o=bind.");
        if (read.Device.Length == 0) return Wrong("missing required option: \"device\"; give device=PATH, or device=tmpfs for a tmpfs.");
        if (read.IsBind && !read.Device.StartsWith('/')) return Wrong($"device={read.Device} is not an absolute path, which a bind needs.");
        if (read.IsNetwork && !read.Data.Split(',').Any(option => option.StartsWith("addr=", StringComparison.Ordinal))) return Wrong($"A volume of type {read.Type} needs o=addr=ADDRESS.");
        return options.Values.Any(value => value.Contains('\0')) ? Wrong("An option holds a NUL character.") : null;
    }

    public static LocalOptions Parse(IReadOnlyDictionary<string, string> options)
    {
        MountFlags flags = MountFlags.None;
        List<string> data = [];
        foreach (string option in options.GetValueOrDefault("o", "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            (MountFlags flag, bool on)? known = FlagOf(option);
            if (known is null) data.Add(option);
            else if (known.Value.on) flags |= known.Value.flag;
            else flags &= ~known.Value.flag;
        }

        return new LocalOptions(options.GetValueOrDefault("type", ""), options.GetValueOrDefault("device", ""), flags, string.Join(',', data));
    }

    // mount(8): options that are the mount's own, and not told to the file system.
    private static (MountFlags Flag, bool On)? FlagOf(string option) => option switch
    {
        "bind" => (MountFlags.Bind, true),
        "rbind" => (MountFlags.Bind | MountFlags.Recursive, true),
        "ro" => (MountFlags.ReadOnly, true),
        "rw" => (MountFlags.ReadOnly, false),
        "nosuid" => (MountFlags.NoSuid, true),
        "suid" => (MountFlags.NoSuid, false),
        "nodev" => (MountFlags.NoDev, true),
        "dev" => (MountFlags.NoDev, false),
        "noexec" => (MountFlags.NoExec, true),
        "exec" => (MountFlags.NoExec, false),
        "noatime" => (MountFlags.NoAccessTime, true),
        "atime" => (MountFlags.NoAccessTime, false),
        "defaults" => (MountFlags.None, true),
        _ => null,
    };

    private static Fault Wrong(string message) => new(FaultCode.InvalidArgument, message) { Field = "options" };
}
