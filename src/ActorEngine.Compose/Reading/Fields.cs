using ActorEngine.Compose.Yaml;

namespace ActorEngine.Compose.Reading;

/// <summary>Takes attributes from a mapping, each once; what nobody took is refused in the end.</summary>
internal sealed class Fields
{
    private readonly MapNode map;
    private readonly HashSet<string> taken = [];

    /// <exception cref="ComposeException">The node is no mapping.</exception>
    public Fields(Node node, string path)
    {
        Path = path;
        map = node switch
        {
            MapNode given => given,
            TextNode { IsNull: true } => new MapNode(node.Place, []),
            _ => throw new ComposeException(node.Place, path, $"a mapping is expected, not {node.Kind}"),
        };
    }

    public string Path { get; }

    public SourcePlace Place => map.Place;

    public Node? Take(string name)
    {
        taken.Add(name);
        return map[name] is TextNode { IsNull: true } ? null : map[name];
    }

    /// <summary>There is such an attribute, be it empty.</summary>
    public bool Has(string name) => map[name] is not null;

    public string? Text(string name) => Take(name) is { } node ? Scalar(name, node) : null;

    public T? Parsed<T>(string name, Func<string, T> parse) where T : struct => Text(name) is { } text ? Parse(name, map[name]!, text, parse) : null;

    public T? ParsedClass<T>(string name, Func<string, T> parse) where T : class => Text(name) is { } text ? Parse(name, map[name]!, text, parse) : null;

    public bool? Flag(string name) => Parsed<bool>(name, Scalars.Flag);

    public bool Is(string name) => Flag(name) ?? false;

    /// <summary>A list of words; one word stands for a list of it.</summary>
    public IReadOnlyList<string> Words(string name)
    {
        return Take(name) switch
        {
            null => [],
            TextNode text => [text.Text],
            ListNode list => [.. list.Items.Select(item => Scalar(name, item))],
            var other => throw Wrong(name, other, $"a list is expected, not {other.Kind}"),
        };
    }

    /// <summary>A list parsed word by word.</summary>
    public List<T> Each<T>(string name, Func<string, T> parse)
    {
        var found = new List<T>();
        foreach (var item in Items(name)) found.Add(Parse(name, item, Scalar(name, item), parse));
        return found;
    }

    public IReadOnlyList<Node> Items(string name) => Take(name) switch
    {
        null => [],
        ListNode list => list.Items,
        var other => throw Wrong(name, other, $"a list is expected, not {other.Kind}"),
    };

    public IReadOnlyList<Entry> Entries(string name) => Take(name) switch
    {
        null => [],
        MapNode found => found.Entries,
        var other => throw Wrong(name, other, $"a mapping is expected, not {other.Kind}"),
    };

    /// <summary>KEY to VALUE; a list of KEY=VALUE is one too.</summary>
    public Dictionary<string, string> Map(string name)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Take(name) is not { } node) return found;
        if (ShortForms(name, node) is not MapNode values) throw Wrong(name, node, $"a mapping is expected, not {node.Kind}");
        foreach (var (key, _, value) in values.Entries) found[key] = value is TextNode text ? text.Text : throw Wrong($"{name}.{key}", value, $"a value is expected, not {value.Kind}");
        return found;
    }

    public Fields? Inner(string name) => Take(name) is { } node ? new Fields(node, $"{Path}.{name}") : null;

    public ComposeException Wrong(string name, Node? node, string problem) => new(node?.Place ?? map[name]?.Place ?? map.Place, name.Length > 0 ? $"{Path}.{name}" : Path, problem);

    /// <summary>Refuses a known attribute with a reason.</summary>
    public void Refuse(string name, string why)
    {
        taken.Add(name);
        foreach (var (key, place, value) in map.Entries)
        {
            if (key == name && value is not TextNode { IsNull: true }) throw new ComposeException(place, $"{Path}.{name}", why);
        }
    }

    /// <summary>Ends the reading.</summary>
    /// <exception cref="ComposeException">There is an attribute that was not taken.</exception>
    public void Done()
    {
        foreach (var (key, place, _) in map.Entries)
        {
            if (!taken.Contains(key) && !key.StartsWith("x-", StringComparison.Ordinal)) throw new ComposeException(place, $"{Path}.{key}", "this attribute is not supported");
        }
    }

    private static Node ShortForms(string name, Node node) => Merging.ShortForms.KeyValues(node, name);

    private string Scalar(string name, Node node) => node is TextNode text ? text.Text : throw Wrong(name, node, $"a value is expected, not {node.Kind}");

    public T Parse<T>(string name, Node node, string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException fault)
        {
            throw Wrong(name, node, fault.Message);
        }
    }
}
