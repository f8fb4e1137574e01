using ActorEngine.Compose.Yaml;
using ActorEngine.Contracts;

namespace ActorEngine.Compose.Reading;

/// <summary>A merged file to a project. Compose specification: the top level.</summary>
internal static class ProjectReader
{
    public static IReadOnlyDictionary<string, ServiceDraft> Read(MapNode file, ref ReadingScope scope)
    {
        var services = file["services"] as MapNode ?? new MapNode(file.Place, []);
        string project = scope.Project;
        var variables = scope.Variables;
        var networks = Section(file, "networks", (key, node) => NetworkReader.Read(key, node, project));
        if (!networks.ContainsKey("default")) networks["default"] = new ProjectNetwork("default", new CreateNetwork($"{project}_default"));
        scope = scope with
        {
            Networks = networks,
            Volumes = Section(file, "volumes", (key, node) => VolumeReader.Read(key, node, project)),
            Secrets = Section(file, "secrets", (key, node) => SourceReader.Read("secrets", key, node, variables)),
            Configs = Section(file, "configs", (key, node) => SourceReader.Read("configs", key, node, variables)),
            ServiceNames = services.Entries.Select(entry => entry.Key).ToHashSet(),
            OnFailure = FailureReader.Read(file["x-actorengine"], "x-actorengine", new FailurePolicy()),
            ContainerNames = Named(services),
        };
        var drafts = new Dictionary<string, ServiceDraft>();
        foreach (var (name, _, node) in services.Entries) drafts[name] = ServiceReader.Read(name, node, scope);
        return drafts;
    }

    private static Dictionary<string, string> Named(MapNode services)
    {
        var found = new Dictionary<string, string>();
        foreach (var (name, _, node) in services.Entries)
        {
            if (node is not MapNode service || service["container_name"] is not TextNode { IsNull: false } text) continue;
            if (found.ContainsValue(text.Text)) throw new ComposeException(text.Place, $"services.{name}.container_name", $"another service has the name '{text.Text}' too");
            found[name] = text.Text;
        }

        return found;
    }

    private static Dictionary<string, T> Section<T>(MapNode file, string name, Func<string, Node, T> read)
    {
        var found = new Dictionary<string, T>();
        foreach (var (key, _, node) in file[name] switch
        {
            null or TextNode { IsNull: true } => [],
            MapNode map => map.Entries,
            var other => throw new ComposeException(other.Place, name, $"a mapping is expected, not {other.Kind}"),
        }) found[key] = read(key, node);
        return found;
    }
}
