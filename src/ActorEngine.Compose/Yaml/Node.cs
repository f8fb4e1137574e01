namespace ActorEngine.Compose.Yaml;

/// <summary>A piece of a compose file that knows where it stands. Never changed: merging and rewriting make new ones.</summary>
internal abstract record Node(SourcePlace Place)
{
    /// <summary>What a tag says of merging it over what other files say.</summary>
    public MergeTag Tag { get; init; }

    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>A scalar: its text, whatever its type is to be.</summary>
/// <param name="IsNull">Nothing was written, or a plain null or ~.</param>
internal sealed record TextNode(SourcePlace Place, string Text, bool IsNull = false) : Node(Place)
{
    /// <summary>It stood in quotes or as a block.</summary>
    public bool Quoted { get; init; }

    /// <inheritdoc />
    public override string Kind => IsNull ? "empty" : $"'{Text}'";
}

/// <summary>A sequence.</summary>
internal sealed record ListNode(SourcePlace Place, IReadOnlyList<Node> Items) : Node(Place)
{
    /// <inheritdoc />
    public override string Kind => "a list";
}

/// <summary>A mapping, in the order of the file.</summary>
internal sealed record MapNode(SourcePlace Place, IReadOnlyList<Entry> Entries) : Node(Place)
{
    /// <inheritdoc />
    public override string Kind => "a mapping";

    /// <summary>What stands under the key, or null.</summary>
    public Node? this[string key]
    {
        get
        {
            foreach (var entry in Entries)
            {
                if (entry.Key == key) return entry.Value;
            }

            return null;
        }
    }

    /// <summary>The same with another value under the key, at its old place or at the end.</summary>
    public MapNode With(string key, Node value)
    {
        var entries = new List<Entry>(Entries);
        int at = entries.FindIndex(entry => entry.Key == key);
        if (at < 0) entries.Add(new Entry(key, value.Place, value));
        else entries[at] = entries[at] with { Value = value };
        return this with { Entries = entries };
    }

    public MapNode Without(string key) => this[key] is null ? this : this with { Entries = [.. Entries.Where(entry => entry.Key != key)] };

    /// <summary>The same with what stands under the key put through a change, if there is something.</summary>
    public MapNode Change(string key, Func<Node, Node> change) => this[key] is { } value ? With(key, change(value)) : this;
}

/// <summary>A key and its value.</summary>
internal readonly record struct Entry(string Key, SourcePlace Place, Node Value);

/// <summary>Tags of the compose specification for merging.</summary>
internal enum MergeTag
{
    None,
    /// <summary>!reset: what the files below say is dropped, and so is this.</summary>
    Reset,
    /// <summary>!override: what the files below say is dropped, and this is taken.</summary>
    Override,
}
