using System.Globalization;

namespace ActorEngine.Builder;

/// <summary>Reads the value of a --mount (Dockerfile reference, "RUN --mount").</summary>
/// <param name="at">For complaints.</param>
/// <param name="expand">Replaces variables.</param>
/// <param name="origin">Finds what <c>from=</c> names.</param>
internal sealed class RunMountParser(SourcePlace at, Func<string, string> expand, Func<string, FileOrigin> origin, string workingDirectory)
{
    private static readonly Dictionary<RunMountKind, string[]> Keys = new()
    {
        [RunMountKind.Bind] = ["type", "target", "source", "from", "rw", "ro"],
        [RunMountKind.Cache] = ["type", "target", "id", "sharing", "from", "source", "mode", "uid", "gid", "ro", "rw"],
        [RunMountKind.Tmpfs] = ["type", "target", "size"],
        [RunMountKind.Secret] = ["type", "target", "id", "env", "required", "mode", "uid", "gid"],
        [RunMountKind.Ssh] = ["type", "target", "id", "required", "mode", "uid", "gid"],
    };

    public RunMount Parse(string text)
    {
        Dictionary<string, string> fields = Fields(text);
        string type = fields.GetValueOrDefault("type", "bind");
        if (!Enum.TryParse(type, ignoreCase: true, out RunMountKind kind) || !Enum.IsDefined(kind) || char.IsAsciiDigit(type[0]))
            throw new DockerfileException(at, $"--mount has the type '{type}'", "bind, cache, tmpfs, secret or ssh" + Suggest.Hint(type, ["bind", "cache", "tmpfs", "secret", "ssh"]));
        foreach (string key in fields.Keys)
            if (!Keys[kind].Contains(key)) throw new DockerfileException(at, $"a mount of type {type.ToLowerInvariant()} has no '{key}'", string.Join(", ", Keys[kind]) + Suggest.Hint(key, Keys[kind]));
        string target = fields.GetValueOrDefault("target", "");
        return kind switch
        {
            RunMountKind.Bind => new RunMount(kind, Absolute(Demand(target, type)))
            {
                From = origin(fields.GetValueOrDefault("from", "")),
                Source = fields.GetValueOrDefault("source", ""),
                ReadOnly = !Switch(fields, "rw", otherwise: !Switch(fields, "ro", otherwise: true)),
            },
            RunMountKind.Cache => Cache(fields, Absolute(Demand(target, type))),
            RunMountKind.Tmpfs => new RunMount(kind, Absolute(Demand(target, type))) { Size = Size(fields) },
            RunMountKind.Secret => Secret(fields, target),
            _ => new RunMount(kind, target.Length > 0 ? Absolute(target) : "")
            {
                Id = fields.GetValueOrDefault("id", "default"),
                Required = Switch(fields, "required", otherwise: false),
                Mode = Octal(fields) ?? 0x180,
                UserId = Number(fields, "uid"),
                GroupId = Number(fields, "gid"),
            },
        };
    }

    private RunMount Cache(Dictionary<string, string> fields, string target)
    {
        string sharing = fields.GetValueOrDefault("sharing", "shared");
        if (sharing is not ("shared" or "private" or "locked")) throw new DockerfileException(at, $"a cache mount has the sharing '{sharing}'", "shared, private or locked");
        return new RunMount(RunMountKind.Cache, target)
        {
            Id = fields.TryGetValue("id", out string? id) && id.Length > 0 ? id : target,
            Sharing = Enum.Parse<CacheSharing>(sharing, ignoreCase: true),
            From = fields.TryGetValue("from", out string? from) ? origin(from) : null,
            Source = fields.GetValueOrDefault("source", ""),
            ReadOnly = !Switch(fields, "rw", otherwise: !Switch(fields, "ro", otherwise: false)),
            Mode = Octal(fields) ?? 0x1ed,
            UserId = Number(fields, "uid"),
            GroupId = Number(fields, "gid"),
        };
    }

    private RunMount Secret(Dictionary<string, string> fields, string target)
    {
        string? variable = fields.GetValueOrDefault("env");
        string id = fields.GetValueOrDefault("id", target.Length > 0 ? target[(target.LastIndexOf('/') + 1)..] : variable ?? "");
        if (id.Length == 0) throw new DockerfileException(at, "a secret mount names no secret", "id=NAME, target=PATH or env=NAME");
        // With a variable alone there is no file.
        if (target.Length == 0 && variable is null) target = "/run/secrets/" + id;
        return new RunMount(RunMountKind.Secret, target.Length > 0 ? Absolute(target) : "")
        {
            Id = id,
            Variable = variable,
            Required = Switch(fields, "required", otherwise: false),
            Mode = Octal(fields) ?? 0x100,
            UserId = Number(fields, "uid"),
            GroupId = Number(fields, "gid"),
        };
    }

    private Dictionary<string, string> Fields(string text)
    {
        Dictionary<string, string> fields = [];
        foreach (string field in Csv(text))
        {
            int equals = field.IndexOf('=');
            string key = (equals < 0 ? field : field[..equals]).ToLowerInvariant();
            string? value = equals < 0 ? null : expand(field[(equals + 1)..]);
            key = key switch { "dst" or "destination" => "target", "src" => "source", "readonly" => "ro", "readwrite" => "rw", var other => other };
            if (value is null && key is not ("ro" or "rw" or "required")) throw new DockerfileException(at, $"--mount has '{field}' without a value", $"{key}=VALUE");
            fields[key] = value ?? "true";
        }

        return fields;
    }

    // Fields between commas; one in double quotes may hold commas.
    private IEnumerable<string> Csv(string text)
    {
        if (text.Length == 0) throw new DockerfileException(at, "--mount is empty", "--mount=type=TYPE,...");
        int start = 0;
        bool quoted = false;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '"') quoted = !quoted;
            if (i < text.Length && (text[i] != ',' || quoted)) continue;
            yield return text[start..i].Replace("\"", "").Trim();
            start = i + 1;
        }
    }

    private string Demand(string target, string type) =>
        target.Length > 0 ? target : throw new DockerfileException(at, $"a mount of type {type.ToLowerInvariant()} has no target", "target=PATH");

    private string Absolute(string path) => PathText.Join(workingDirectory, path);

    private bool Switch(Dictionary<string, string> fields, string key, bool otherwise) => !fields.TryGetValue(key, out string? value) ? otherwise
        : value.ToLowerInvariant() switch { "true" or "1" => true, "false" or "0" => false, _ => throw new DockerfileException(at, $"--mount has {key}={value}", "true or false") };

    private int Number(Dictionary<string, string> fields, string key) => !fields.TryGetValue(key, out string? value) ? 0
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw new DockerfileException(at, $"--mount has {key}={value}", "a number");

    private int? Octal(Dictionary<string, string> fields)
    {
        if (!fields.TryGetValue("mode", out string? value)) return null;
        return value.Length is > 0 and <= 5 && value.All(c => c is >= '0' and <= '7') ? Convert.ToInt32(value, 8) : throw new DockerfileException(at, $"--mount has mode={value}", "octal digits such as 0755");
    }

    private long? Size(Dictionary<string, string> fields)
    {
        if (!fields.TryGetValue("size", out string? value)) return null;
        string digits = value.TrimEnd('b', 'B', 'k', 'K', 'm', 'M', 'g', 'G');
        long unit = value[digits.Length..].ToLowerInvariant() switch { "" or "b" => 1, "k" or "kb" => 1 << 10, "m" or "mb" => 1 << 20, "g" or "gb" => 1 << 30, _ => 0 };
        return unit > 0 && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number * unit : throw new DockerfileException(at, $"--mount has size={value}", "bytes, or a size such as 64m");
    }
}
