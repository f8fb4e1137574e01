using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Building;

/// <summary>Where --output puts the result.</summary>
/// <param name="Destination">A file or directory; "-" = standard output; empty where the engine keeps it.</param>
internal sealed record BuildOutputTarget(BuildExport Export, string Destination)
{
    public static BuildOutputTarget Image { get; } = new(BuildExport.Image, "");

    /// <summary>Unpack the files in a directory.</summary>
    public bool Unpacks { get; init; }

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

        if (fields.Keys.FirstOrDefault(key => key is not ("type" or "dest" or "name" or "push" or "tar")) is { } unknown) throw new FormatException($"'{unknown}' is no field; use type, dest and name.");
        if (fields.GetValueOrDefault("push") == "true") throw new FormatException("a build pushes nothing; push the image when it is built.");
        string type = fields.GetValueOrDefault("type", ""), destination = fields.GetValueOrDefault("dest", "");
        return type switch
        {
            "image" => Image with { Names = fields.TryGetValue("name", out string? name) ? [.. name.Split(',')] : [] },
            "cacheonly" => new(BuildExport.CacheOnly, ""),
            "local" => new(BuildExport.Files, Demand(destination, type)) { Unpacks = true },
            "tar" => new(BuildExport.Files, destination.Length > 0 ? destination : "-"),
            "docker" => destination.Length > 0 ? new(BuildExport.DockerArchive, destination) : Image,
            "oci" => new(BuildExport.OciLayout, destination.Length > 0 ? destination : "-"),
            _ => throw new FormatException($"the type '{type}' is none of image, docker, oci, local, tar and cacheonly."),
        };
    }

    private static string Demand(string destination, string type) =>
        destination.Length > 0 ? destination : throw new FormatException($"type={type} needs dest=PATH.");
}
