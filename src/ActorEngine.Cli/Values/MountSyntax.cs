using ActorEngine.Contracts;

namespace ActorEngine.Cli.Values;

/// <summary>The long form of a mount, <c>--mount type=bind,source=...,target=...</c>.</summary>
internal static class MountSyntax
{
    private static readonly string[] Keys =
        ["type", "source", "src", "target", "dst", "destination", "readonly", "ro", "bind-propagation", "bind-nonrecursive", "bind-recursive", "tmpfs-size", "tmpfs-mode", "consistency"];

    /// <exception cref="FormatException">The message says what was expected.</exception>
    public static MountSettings Parse(string text)
    {
        string type = "volume", source = "", target = "";
        var mount = new MountSettings(MountKind.Bind, "");
        foreach (string field in CommaList.Split(text))
        {
            int equals = field.IndexOf('=');
            string key = (equals < 0 ? field : field[..equals]).ToLowerInvariant();
            string? value = equals < 0 ? null : field[(equals + 1)..];
            switch (key)
            {
                case "type": type = Need(key, value).ToLowerInvariant(); break;
                case "source" or "src": source = Need(key, value); break;
                case "target" or "dst" or "destination": target = Need(key, value); break;
                default: mount = Apply(mount, key, value); break;
            }
        }

        if (!target.StartsWith('/')) throw new FormatException($"'{text}' has no absolute target; add target=/PATH.");
        return type switch
        {
            "bind" => mount with { Kind = MountKind.Bind, Source = BindSource(text, source), Target = target },
            "tmpfs" when source.Length == 0 => mount with { Kind = MountKind.Tmpfs, Target = target },
            "tmpfs" => throw new FormatException("a tmpfs has no source; leave source= out."),
            "volume" => throw new FormatException($"'{text}' asks for a volume, which this version of the engine does not have; write type=bind or type=tmpfs."),
            _ => throw new FormatException($"'{type}' is not a mount type; write bind or tmpfs."),
        };
    }

    private static MountSettings Apply(MountSettings mount, string key, string? value) => key switch
    {
        "readonly" or "ro" => mount with { ReadOnly = Bool(key, value) },
        "bind-propagation" => mount with { Propagation = Propagation(Need(key, value)) },
        "bind-nonrecursive" => mount with { NonRecursive = Bool(key, value) },
        "bind-recursive" => mount with { NonRecursive = Need(key, value) == "disabled" },
        "tmpfs-size" => mount with { TmpfsSize = Sizes.Parse(Need(key, value)) },
        "tmpfs-mode" => mount with { TmpfsMode = Mode(Need(key, value)) },
        "consistency" => mount,
        _ => throw new FormatException(CommandLine.Suggestion.For(key, Keys) is { } near
            ? $"'{key}' is not a mount field. Did you mean {near}?"
            : $"'{key}' is not a mount field; the fields are {string.Join(", ", Keys)}."),
    };

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
