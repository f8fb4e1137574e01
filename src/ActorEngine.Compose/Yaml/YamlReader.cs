using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ActorEngine.Compose.Yaml;

/// <summary>Reads one YAML document into nodes: anchors, aliases and merge keys resolved, keys unique.</summary>
internal sealed class YamlReader
{
    private const int MostDepth = 64, MostNodes = 200_000;

    private readonly string file;
    private readonly IParser parser;
    private readonly Dictionary<string, (Node Node, int Size)> anchors = [];
    private int nodes;

    private YamlReader(string file, TextReader text)
    {
        this.file = file;
        parser = new Parser(text);
    }

    /// <summary>The documents' root; null where the file is empty.</summary>
    /// <exception cref="ComposeException">It is no YAML, or more than one document.</exception>
    public static Node? Read(string file, string text)
    {
        var reader = new YamlReader(file, new StringReader(text));
        try
        {
            return reader.Document();
        }
        catch (YamlException fault)
        {
            throw new ComposeException(new SourcePlace(file, (int)fault.Start.Line), "", fault.Message);
        }
    }

    private Node? Document()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _)) return null;
        var root = Value(0);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var next)) throw Wrong(next, "a second document begins here; a compose file is one");
        return root;
    }

    private Node Value(int depth)
    {
        var at = parser.Current!;
        if (depth > MostDepth) throw Wrong(at, $"nested deeper than {MostDepth}");
        Count(1, at);
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            if (!anchors.TryGetValue(alias.Value.Value, out var known)) throw Wrong(alias, $"there is no anchor &{alias.Value.Value} above");
            // An alias of aliases of aliases grows without bound when it is walked.
            Count(known.Size, alias);
            return known.Node;
        }

        int before = nodes;
        string? anchor = at is NodeEvent { Anchor.IsEmpty: false } named ? named.Anchor.Value : null;
        Node node = at switch
        {
            Scalar => Text(parser.Consume<Scalar>()),
            SequenceStart => List(parser.Consume<SequenceStart>(), depth),
            MappingStart => Map(parser.Consume<MappingStart>(), depth),
            _ => throw Wrong(at, "not understood"),
        };
        if (anchor is not null) anchors[anchor] = (node, nodes - before);
        return node;
    }

    private TextNode Text(Scalar scalar)
    {
        bool plain = scalar.Style is ScalarStyle.Plain or ScalarStyle.Any && scalar.Tag.IsEmpty;
        bool empty = plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";
        return new TextNode(Place(scalar), empty && plain ? "" : scalar.Value, empty && plain) { Quoted = !plain, Tag = MergeTagOf(scalar) };
    }

    private ListNode List(SequenceStart start, int depth)
    {
        var items = new List<Node>();
        while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Value(depth + 1));
        return new ListNode(Place(start), items) { Tag = MergeTagOf(start) };
    }

    private MapNode Map(MappingStart start, int depth)
    {
        var entries = new List<Entry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var below = new List<MapNode>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key)) throw Wrong(parser.Current!, "a key must be a word");
            var value = Value(depth + 1);
            if (key is { Value: "<<", Style: ScalarStyle.Plain }) below.AddRange(Merged(value));
            else if (!seen.Add(key.Value)) throw Wrong(key, $"'{key.Value}' stands here twice");
            else entries.Add(new Entry(key.Value, Place(key), value));
        }

        // Its own keys win over merged ones, and earlier ones of a list over later ones.
        foreach (var map in below) entries.AddRange(map.Entries.Where(entry => seen.Add(entry.Key)));
        return new MapNode(Place(start), entries) { Tag = MergeTagOf(start) };
    }

    private static IEnumerable<MapNode> Merged(Node value) => value switch
    {
        MapNode map => [map],
        ListNode list when list.Items.All(item => item is MapNode) => list.Items.Cast<MapNode>(),
        _ => throw new ComposeException(value.Place, "<<", "a merge key takes a mapping or a list of mappings"),
    };

    private MergeTag MergeTagOf(NodeEvent node) => node.Tag.IsEmpty ? MergeTag.None : node.Tag.Value switch
    {
        "!reset" => MergeTag.Reset,
        "!override" => MergeTag.Override,
        "!" or "tag:yaml.org,2002:str" or "tag:yaml.org,2002:map" or "tag:yaml.org,2002:seq" or "tag:yaml.org,2002:int" or "tag:yaml.org,2002:bool" or "tag:yaml.org,2002:float" => MergeTag.None,
        var other => throw Wrong(node, $"the tag {other} is not known; write !reset or !override"),
    };

    private void Count(int more, ParsingEvent at)
    {
        nodes += more;
        if (nodes > MostNodes) throw Wrong(at, $"more than {MostNodes} values, aliases counted out");
    }

    private SourcePlace Place(ParsingEvent at) => new(file, (int)at.Start.Line);

    private ComposeException Wrong(ParsingEvent at, string message) => new(Place(at), "", message);
}
