using ActorEngine.Contracts;

namespace ActorEngine.Cli.Values;

/// <summary>The short form of a mount, <c>-v [HOST|VOLUME:]CONTAINER[:OPTIONS]</c>.</summary>
internal static class VolumeSyntax
{
    /// <exception cref="FormatException">The message says what was expected.</exception>
    public static MountSettings Parse(string text)
    {
        string[] parts = text.Split(':');
        if (parts.Length > 3) throw new FormatException($"'{text}' has too many colons; write [HOST|VOLUME:]CONTAINER[:OPTIONS].");
        string target = parts.Length == 1 ? parts[0] : parts[1];
        if (!target.StartsWith('/')) throw new FormatException($"'{target}' is not an absolute path in the container.");
        var mount = parts.Length == 1 ? new MountSettings(MountKind.Volume, target) : Sourced(text, parts[0], target);
        string[] options = parts.Length == 3 ? parts[2].Split(',') : [];
        foreach (string option in options) mount = Apply(mount, option);
        return mount with { Short = parts.Length == 1 ? target : string.Join(':', [mount.Source, target, .. parts.Skip(2)]) };
    }

    private static MountSettings Sourced(string text, string source, string target) => source switch
    {
        "" => throw new FormatException($"'{text}' names nothing to mount; write [HOST|VOLUME:]CONTAINER[:OPTIONS]."),
        ['/', ..] => Bind(source, target),
        "." or ".." or ['.', '/', ..] or ['.', '.', '/', ..] => Bind(Path.GetFullPath(source), target),
        ['~', ..] => throw new FormatException($"'{source}' was not expanded by the shell; write $HOME."),
        _ when source.Contains('/') => throw new FormatException($"'{source}' is neither an absolute path nor a volume's name; write /{source} or ./{source}, or a name of [a-zA-Z0-9][a-zA-Z0-9_.-]."),
        _ => new MountSettings(MountKind.Volume, target) { Source = source },
    };

    private static MountSettings Bind(string source, string target) => new(MountKind.Bind, target) { Source = source, CreateSource = true };

    private static MountSettings Apply(MountSettings mount, string option) => option switch
    {
        "ro" => mount with { ReadOnly = true },
        "nocopy" when mount.Kind == MountKind.Volume => mount with { NoCopy = true },
        "nocopy" => throw new FormatException("nocopy goes with a volume, not with a directory of the host."),
        "rw" or "" or "z" or "Z" or "cached" or "delegated" or "consistent" => mount,
        "private" or "rprivate" or "shared" or "rshared" or "slave" or "rslave" => mount with { Propagation = option },
        _ => throw new FormatException($"'{option}' is not a mount option; write ro, rw, nocopy, or one of private, rprivate, shared, rshared, slave, rslave."),
    };
}
