using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Building;

/// <summary>Where --output puts the result.</summary>
/// <param name="Destination">A file or directory; "-" = standard output; empty where the engine keeps it.</param>
internal sealed record BuildOutputTarget(BuildExport Export, string Destination)
{
    public static BuildOutputTarget Image { get; } = new(BuildExport.Image, "");

    /// <summary>Unpack what comes in a directory.</summary>
    public bool Unpacks { get; init; }

    /// <summary>Send the image to the registries that its names say.</summary>
    public bool Pushes { get; init; }

    /// <summary>Names that type=image gives besides --tag.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Reads <c>type=TYPE,dest=PATH</c>, or a path alone.</summary>
    /// <exception cref="FormatException">It makes no sense.</exception>
    public static BuildOutputTarget Parse(string text)
    {
        if (!text.Contains('=')) return text == "-" ? new(BuildExport.Files, "-") : new(BuildExport.Files, text) { Unpacks = true };
        Dictionary<string, string> fields = [];
        foreach (string field in CommaList.Split(text))
        {
            int equals = field.IndexOf('=');
            fields[equals < 0 ? field : field[..equals]] = equals < 0 ? "true" : field[(equals + 1)..];
        }

        if (fields.Keys.FirstOrDefault(key => key is not ("type" or "dest" or "name" or "push" or "tar")) is { } unknown) throw new FormatException($"'{unknown}' is no field; use type, dest, name, push and tar.");
        string type = fields.GetValueOrDefault("type", ""), destination = fields.GetValueOrDefault("dest", "");
        bool pushes = Switch(fields, "push", otherwise: type == "registry"), packed = Switch(fields, "tar", otherwise: true);
        if (pushes && type is not ("image" or "registry")) throw new FormatException($"push goes with type=image, not with type={type}.");
        if (!packed && type is not ("docker" or "oci")) throw new FormatException($"tar goes with type=docker and type=oci, not with type={type}.");
        return type switch
        {
            "image" or "registry" => Image with { Names = fields.TryGetValue("name", out string? name) ? [.. name.Split(',')] : [], Pushes = pushes },
            "docker" when !packed => new(BuildExport.DockerArchive, Demand(destination, type)) { Unpacks = true },
            "oci" when !packed => new(BuildExport.OciLayout, Demand(destination, type)) { Unpacks = true },
            "cacheonly" => new(BuildExport.CacheOnly, ""),
            "local" => new(BuildExport.Files, Demand(destination, type)) { Unpacks = true },
            "tar" => new(BuildExport.Files, destination.Length > 0 ? destination : "-"),
            "docker" => destination.Length > 0 ? new(BuildExport.DockerArchive, destination) : Image,
            "oci" => new(BuildExport.OciLayout, destination.Length > 0 ? destination : "-"),
            _ => throw new FormatException($"the type '{type}' is none of image, registry, docker, oci, local, tar and cacheonly."),
        };
    }

    private static bool Switch(Dictionary<string, string> fields, string key, bool otherwise) => fields.GetValueOrDefault(key) switch
    {
        null => otherwise,
        "true" or "1" => true,
        "false" or "0" => false,
        var other => throw new FormatException($"{key} is '{other}'; write true or false."),
    };

    private static string Demand(string destination, string type) =>
        destination.Length > 0 ? destination : throw new FormatException($"type={type} needs dest=PATH.");
}
