using ActorEngine.Compose.Interpolation;
using ActorEngine.Compose.Merging;
using ActorEngine.Compose.Yaml;

namespace ActorEngine.Compose.Loading;

/// <summary>Loads files with what they include and extend. Compose specification: include.</summary>
internal sealed class Including(IComposeFiles files, ICollection<string> warnings)
{
    private static readonly string[] Sections = ["services", "networks", "volumes", "secrets", "configs"];

    /// <summary>All files, merged.</summary>
    /// <exception cref="ComposeException">One is missing or not understood, or they include each other in a circle.</exception>
    public MapNode Load(IReadOnlyList<string> paths, string directory, Func<string, string?> variables, IReadOnlyList<string> chain)
    {
        var source = new SourceFile(files, warnings);
        var extending = new Extending(source, variables);
        MapNode? result = null;
        foreach (string path in paths)
        {
            if (chain.Contains(path)) throw new ComposeException($"{path}: files include each other in a circle");
            var file = extending.Apply(source.Read(path, directory, variables));
            if (file["include"] is { } include) file = Include(file.Without("include"), include, directory, variables, [.. chain, path]);
            result = result is null ? file : FileMerge.Files(result, file);
        }

        return (MapNode?)FileMerge.Untagged(result!) ?? throw new ComposeException($"{paths[0]}: the file is reset as a whole");
    }

    private MapNode Include(MapNode file, Node include, string directory, Func<string, string?> variables, IReadOnlyList<string> chain)
    {
        if (include is not ListNode list) throw new ComposeException(include.Place, "include", $"a list is expected, not {include.Kind}");
        foreach (var item in list.Items)
        {
            var map = item as MapNode ?? new MapNode(item.Place, [new Entry("path", item.Place, item)]);
            foreach (var (key, place, _) in map.Entries)
            {
                if (key is not ("path" or "project_directory" or "env_file")) throw new ComposeException(place, $"include.{key}", "this attribute is not supported");
            }

            var paths = Paths(map, "path", directory);
            if (paths.Count == 0) throw new ComposeException(map.Place, "include", "'path' is missing");
            string inside = Paths(map, "project_directory", directory) is [var own, ..] ? own : Path.GetDirectoryName(paths[0])!;
            var inner = Variables.Load(files, Paths(map, "env_file", directory) is { Count: > 0 } given ? given : [Path.Combine(inside, ".env")], map["env_file"] is not null, variables);
            file = Imported(file, Load(paths, inside, inner, chain), item.Place);
        }

        return file;
    }

    private static List<string> Paths(MapNode map, string key, string directory) => map[key] switch
    {
        null or TextNode { IsNull: true } => [],
        TextNode text => [RelativePaths.Absolute(text.Text, directory)],
        ListNode list when list.Items.All(item => item is TextNode) => [.. list.Items.Cast<TextNode>().Select(text => RelativePaths.Absolute(text.Text, directory))],
        var other => throw new ComposeException(other.Place, $"include.{key}", $"a path is expected, not {other.Kind}"),
    };

    private static MapNode Imported(MapNode file, MapNode other, SourcePlace place)
    {
        foreach (string section in Sections)
        {
            if (other[section] is not MapNode more) continue;
            var own = file[section] as MapNode ?? new MapNode(more.Place, []);
            foreach (var (key, at, value) in more.Entries)
            {
                if (own[key] is not null) throw new ComposeException(place, "include", $"{section}.{key} is here and in {at} too");
                own = own.With(key, value);
            }

            file = file.With(section, own);
        }

        return file;
    }
}
