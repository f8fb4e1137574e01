using ActorEngine.Compose.Merging;
using ActorEngine.Compose.Yaml;

namespace ActorEngine.Compose.Loading;

/// <summary>Replaces <c>extends</c> by what it names. Compose specification: extends.</summary>
internal sealed class Extending(SourceFile source, Func<string, string?> variables)
{
    private readonly Dictionary<string, MapNode> files = [];

    /// <exception cref="ComposeException">A service or file is missing, or services extend each other in a circle.</exception>
    public MapNode Apply(MapNode file)
    {
        if (file["services"] is not MapNode services) return file;
        var entries = services.Entries.Select(entry => entry.Value is MapNode service ? entry with { Value = Resolve(entry.Key, service, services, []) } : entry);
        return file.With("services", services with { Entries = [.. entries] });
    }

    private MapNode Resolve(string name, MapNode service, MapNode around, IReadOnlyList<(string File, string Service)> chain)
    {
        if (service["extends"] is not { } node) return service;
        string path = $"services.{name}.extends";
        if (node is not MapNode extends) throw new ComposeException(node.Place, path, $"a service is expected, not {node.Kind}");
        foreach (var (key, place, _) in extends.Entries)
        {
            if (key is not ("service" or "file")) throw new ComposeException(place, $"{path}.{key}", "this attribute is not supported");
        }

        if (extends["service"] is not TextNode { Text.Length: > 0 } wanted) throw new ComposeException(extends.Place, path, "'service' is missing");
        var services = extends["file"] is TextNode file ? Services(file.Text) : around;
        if (services[wanted.Text] is not MapNode below) throw new ComposeException(wanted.Place, path, $"there is no service '{wanted.Text}' in {services.Place.File}");
        var step = (below.Place.File, wanted.Text);
        if (chain.Contains(step) || below == service) throw new ComposeException(wanted.Place, path, "services extend each other in a circle");
        var resolved = Resolve(wanted.Text, below, services, [.. chain, step]);
        return FileMerge.Services(resolved.Without("extends"), service.Without("extends"));
    }

    private MapNode Services(string path)
    {
        if (!files.TryGetValue(path, out var file)) files[path] = file = source.Read(path, Path.GetDirectoryName(path)!, variables);
        return file["services"] as MapNode ?? new MapNode(file.Place, []);
    }
}
