using ActorEngine.Compose.Interpolation;
using ActorEngine.Compose.Merging;
using ActorEngine.Compose.Yaml;

namespace ActorEngine.Compose.Loading;

/// <summary>Reads single files: variables put in, short forms written out, paths made absolute.</summary>
internal sealed class SourceFile(IComposeFiles files, ICollection<string> warnings)
{
    private static readonly HashSet<string> Known = ["name", "version", "services", "networks", "volumes", "secrets", "configs", "include"];

    /// <summary>The file's root, not merged with anything.</summary>
    /// <exception cref="ComposeException">It is missing or not understood.</exception>
    public MapNode Read(string path, string directory, Func<string, string?> variables)
    {
        string text = files.Read(path) ?? throw new ComposeException($"{path}: there is no such file");
        var root = YamlReader.Read(path, text) ?? throw new ComposeException(new SourcePlace(path, 0), "", "the file is empty");
        if (root is not MapNode map) throw new ComposeException(root.Place, "", $"a mapping is expected, not {root.Kind}");
        foreach (var (key, place, _) in map.Entries)
        {
            if (!Known.Contains(key) && !key.StartsWith("x-", StringComparison.Ordinal))
                throw new ComposeException(place, key, $"this attribute is not supported; known are {string.Join(", ", Known)} and x-...");
        }

        map = (MapNode)new Interpolator(variables, warnings).Apply(map);
        if (map["services"] is { } services) map = map.With("services", Services(services));
        return RelativePaths.File(map, directory);
    }

    private static Node Services(Node node)
    {
        if (node is TextNode { IsNull: true }) return new MapNode(node.Place, []);
        if (node is not MapNode services) throw new ComposeException(node.Place, "services", $"a mapping is expected, not {node.Kind}");
        var entries = new List<Entry>();
        foreach (var entry in services.Entries)
        {
            string path = $"services.{entry.Key}";
            if (!IsName(entry.Key)) throw new ComposeException(entry.Place, path, "a service's name is of letters, digits, '.', '_' and '-'");
            if (entry.Value.Tag == MergeTag.Reset) entries.Add(entry);
            else if (entry.Value is MapNode service) entries.Add(entry with { Value = ShortForms.Service(service, path) });
            else throw new ComposeException(entry.Place, path, $"a mapping is expected, not {entry.Value.Kind}");
        }

        return services with { Entries = entries };
    }

    private static bool IsName(string name) => name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');
}
