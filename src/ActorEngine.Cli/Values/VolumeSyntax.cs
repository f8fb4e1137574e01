using ActorEngine.Contracts;

namespace ActorEngine.Cli.Values;

/// <summary>The short form of a mount, <c>-v HOST:CONTAINER[:OPTIONS]</c>.</summary>
internal static class VolumeSyntax
{
    /// <exception cref="FormatException">The message says what was expected.</exception>
    public static MountSettings Parse(string text)
    {
        string[] parts = text.Split(':');
        if (parts.Length == 1)
            throw new FormatException($"'{text}' asks for an anonymous volume, which this version of the engine does not have; write HOST-DIRECTORY:{text}, or --tmpfs {text}.");
        if (parts.Length > 3) throw new FormatException($"'{text}' has too many colons; write HOST:CONTAINER[:OPTIONS].");
        string source = Source(text, parts[0]);
        if (!parts[1].StartsWith('/')) throw new FormatException($"'{parts[1]}' is not an absolute path in the container.");
        var mount = new MountSettings(MountKind.Bind, parts[1]) { Source = source, CreateSource = true };
        foreach (string option in parts.Length == 3 ? parts[2].Split(',') : []) mount = Apply(mount, option);
        return mount;
    }

    private static string Source(string text, string source) => source switch
    {
        "" => throw new FormatException($"'{text}' names nothing to bind; write HOST:CONTAINER[:OPTIONS]."),
        ['/', ..] => source,
        "." or ".." or ['.', '/', ..] or ['.', '.', '/', ..] => Path.GetFullPath(source),
        ['~', ..] => throw new FormatException($"'{source}' was not expanded by the shell; write $HOME."),
        _ => throw new FormatException($"'{source}' would be a named volume, which this version of the engine does not have; write a path that begins with / or ./."),
    };

    private static MountSettings Apply(MountSettings mount, string option) => option switch
    {
        "ro" => mount with { ReadOnly = true },
        "rw" or "" or "z" or "Z" or "cached" or "delegated" or "consistent" or "nocopy" => mount,
        "private" or "rprivate" or "shared" or "rshared" or "slave" or "rslave" => mount with { Propagation = option },
        _ => throw new FormatException($"'{option}' is not a mount option; write ro, rw, or one of private, rprivate, shared, rshared, slave, rslave."),
    };
}
