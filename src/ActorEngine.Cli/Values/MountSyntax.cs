using ActorEngine.Contracts;

namespace ActorEngine.Cli.Values;

/// <summary>The long form of a mount, <c>--mount type=bind,source=...,target=...</c>.</summary>
internal static class MountSyntax
{
    private static readonly string[] Keys =
    [
        "type", "source", "src", "target", "dst", "destination", "readonly", "ro", "bind-propagation", "bind-nonrecursive", "bind-recursive", "bind-create-src", "volume-nocopy", "volume-subpath",
        "volume-driver", "volume-opt", "volume-label", "image-subpath", "tmpfs-size", "tmpfs-mode", "tmpfs-options", "consistency",
    ];

    /// <exception cref="FormatException">The message says what was expected.</exception>
    public static MountSettings Parse(string text)
    {
        string type = "volume", source = "", target = "";
        var mount = new MountSettings(MountKind.Bind, "");
        HashSet<string> given = [];
        foreach (string field in CommaList.Split(text))
        {
            int equals = field.IndexOf('=');
            string key = (equals < 0 ? field : field[..equals]).Trim().ToLowerInvariant();
            string? value = equals < 0 ? null : field[(equals + 1)..];
            given.Add(key);
            switch (key)
            {
                case "type": type = Need(key, value).ToLowerInvariant(); break;
                case "source" or "src": source = Need(key, value); break;
                case "target" or "dst" or "destination": target = Need(key, value); break;
                default: mount = Apply(mount, key, value); break;
            }
        }

        if (!target.StartsWith('/')) throw new FormatException($"'{text}' has no absolute target; add target=/PATH.");
        foreach (string key in given) CheckKind(type, key);
        return type switch
        {
            "bind" => mount with { Kind = MountKind.Bind, Source = BindSource(text, source), Target = target },
            "tmpfs" when source.Length == 0 => mount with { Kind = MountKind.Tmpfs, Target = target },
            "tmpfs" => throw new FormatException("a tmpfs has no source; leave source= out."),
            "volume" when source.Contains('/') => throw new FormatException($"the source '{source}' is not a volume's name; write type=bind to mount a directory of the host."),
            "volume" => mount with { Kind = MountKind.Volume, Source = source, Target = target },
            "image" when source.Length > 0 => mount with { Kind = MountKind.Image, Source = source, Target = target, ReadOnly = true },
            "image" => throw new FormatException($"'{text}' has no source; add source=IMAGE."),
            _ => throw new FormatException($"'{type}' is not a mount type; write bind, volume, tmpfs or image."),
        };
    }

    private static MountSettings Apply(MountSettings mount, string key, string? value) => key switch
    {
        "readonly" or "ro" => mount with { ReadOnly = Bool(key, value) },
        "bind-propagation" => mount with { Propagation = Propagation(Need(key, value)) },
        "bind-nonrecursive" => mount with { NonRecursive = Bool(key, value) },
        "bind-create-src" => mount with { CreateSource = Bool(key, value) },
        "bind-recursive" => Recursive(mount, Need(key, value)),
        "volume-nocopy" => mount with { NoCopy = Bool(key, value) },
        "volume-subpath" or "image-subpath" => mount with { SubPath = Need(key, value) },
        "volume-driver" => mount with { VolumeDriver = Need(key, value) },
        "volume-opt" => mount with { VolumeOptions = With(mount.VolumeOptions, key, Need(key, value)) },
        "volume-label" => mount with { VolumeLabels = With(mount.VolumeLabels, key, Need(key, value)) },
        "tmpfs-size" => mount with { TmpfsSize = Sizes.Parse(Need(key, value)) },
        "tmpfs-mode" => mount with { TmpfsMode = Mode(Need(key, value)) },
        "tmpfs-options" => mount with { Options = [.. mount.Options, .. Need(key, value).Split(',', StringSplitOptions.RemoveEmptyEntries)] },
        "consistency" => mount,
        _ => throw new FormatException(CommandLine.Suggestion.For(key, Keys) is { } near
            ? $"'{key}' is not a mount field. Did you mean {near}?"
            : $"'{key}' is not a mount field; the fields are {string.Join(", ", Keys)}."),
    };

    private static void CheckKind(string type, string key)
    {
        int dash = key.IndexOf('-');
        if (dash > 0 && key[..dash] is "bind" or "volume" or "tmpfs" or "image" && !key.StartsWith(type + "-", StringComparison.Ordinal))
            throw new FormatException($"cannot mix '{key}' with mount type '{type}'.");
    }

    private static MountSettings Recursive(MountSettings mount, string value) => value switch
    {
        "enabled" => mount with { NonRecursive = false, ReadOnlyReach = ReadOnlyReach.WherePossible },
        "disabled" => mount with { NonRecursive = true },
        "writable" => mount with { ReadOnlyReach = ReadOnlyReach.OwnMount },
        "readonly" => mount with { ReadOnlyReach = ReadOnlyReach.AllMounts },
        "true" or "1" => mount,
        "false" or "0" => mount with { NonRecursive = true },
        _ => throw new FormatException($"bind-recursive={value} is none of enabled, disabled, writable and readonly."),
    };

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> map, string key, string entry)
    {
        int equals = entry.IndexOf('=');
        if (equals == 0) throw new FormatException($"'{key}={entry}' has no name; write {key}=KEY=VALUE.");
        return new Dictionary<string, string>(map) { [equals < 0 ? entry : entry[..equals]] = equals < 0 ? "" : entry[(equals + 1)..] };
    }

    private static string BindSource(string text, string source) => source switch
    {
        "" => throw new FormatException($"'{text}' has no source; add source=/PATH."),
        ['/', ..] => source,
        ['.', ..] => Path.GetFullPath(source),
        _ => throw new FormatException($"the source '{source}' is not an absolute path."),
    };

    private static string Propagation(string value) => value is "private" or "rprivate" or "shared" or "rshared" or "slave" or "rslave"
        ? value
        : throw new FormatException($"'{value}' is not a propagation; write private, rprivate, shared, rshared, slave or rslave.");

    private static string Mode(string value) => value.Length is > 0 and <= 5 && value.All(digit => digit is >= '0' and <= '7')
        ? value
        : throw new FormatException($"'{value}' is not a mode; write octal digits, such as 1777.");

    private static bool Bool(string key, string? value) => value switch
    {
        null or "true" or "1" => true,
        "false" or "0" => false,
        _ => throw new FormatException($"{key}={value} is neither true nor false."),
    };

    private static string Need(string key, string? value) => value is { Length: > 0 } ? value : throw new FormatException($"'{key}' has no value; write {key}=VALUE.");
}
