using ActorEngine.Compose.Yaml;

namespace ActorEngine.Compose.Merging;

/// <summary>Lays one file over another. Compose specification: merge.</summary>
internal static class FileMerge
{
    private static readonly HashSet<string> Replaced = ["command", "entrypoint", "test"];

    /// <summary>Whole files; services by their attributes' own rules.</summary>
    public static MapNode Files(MapNode below, MapNode over)
    {
        var result = (MapNode)Values("", below.Without("services"), over.Without("services"))!;
        if ((below["services"], over["services"]) is not (MapNode lower, MapNode upper)) return (over["services"] ?? below["services"]) is { } only ? result.With("services", only) : result;
        foreach (var (name, _, service) in upper.Entries)
        {
            if (service.Tag == MergeTag.Reset) lower = lower.Without(name);
            else lower = lower.With(name, lower[name] is MapNode old && service is MapNode map && map.Tag == MergeTag.None ? Services(old, map) : Untagged(service)!);
        }

        return result.With("services", lower);
    }

    /// <summary>One service over another.</summary>
    public static MapNode Services(MapNode below, MapNode over) => (MapNode)Values("", below, over)!;

    /// <summary>What is left of a file that stands alone: resets are gone.</summary>
    public static Node? Untagged(Node node) => node.Tag == MergeTag.Reset ? null : node switch
    {
        MapNode map => new MapNode(map.Place, [.. map.Entries.Select(entry => (entry, kept: Untagged(entry.Value))).Where(pair => pair.kept is not null).Select(pair => pair.entry with { Value = pair.kept! })]),
        ListNode list => new ListNode(list.Place, [.. list.Items.Select(Untagged).OfType<Node>()]),
        _ => node with { Tag = MergeTag.None },
    };

    private static Node? Values(string key, Node below, Node over)
    {
        if (over.Tag == MergeTag.Reset) return null;
        if (over.Tag == MergeTag.Override || Replaced.Contains(key)) return Untagged(over);
        return (below, over) switch
        {
            (MapNode lower, MapNode upper) when key == "logging" && lower["driver"] is TextNode old && upper["driver"] is TextNode now && old.Text != now.Text => Untagged(upper),
            (MapNode lower, MapNode upper) => Maps(lower, upper),
            (ListNode lower, ListNode upper) => new ListNode(upper.Place, Lists(key, lower, upper)),
            (MapNode or ListNode, TextNode { IsNull: true }) => below,
            _ => Untagged(over),
        };
    }

    private static MapNode Maps(MapNode below, MapNode over)
    {
        foreach (var (key, _, value) in over.Entries)
        {
            var merged = below[key] is { } old ? Values(key, old, value) : Untagged(value);
            below = merged is null ? below.Without(key) : below.With(key, merged);
        }

        return below with { Place = over.Place };
    }

    /// <summary>Appended; what has an identity takes the place of its elder.</summary>
    private static List<Node> Lists(string key, ListNode below, ListNode over)
    {
        var items = new List<Node>(below.Items);
        foreach (var item in over.Items)
        {
            if (Untagged(item) is not { } node) continue;
            string? identity = Identity(key, node);
            int at = identity is null ? -1 : items.FindIndex(old => Identity(key, old) == identity);
            if (at < 0) items.Add(node);
            else items[at] = node;
        }

        return items;
    }

    private static string? Identity(string key, Node node) => (key, node) switch
    {
        ("volumes" or "secrets" or "configs", MapNode map) => (map["target"] ?? map["source"]) is TextNode target ? target.Text : null,
        ("volumes", TextNode text) => text.Text.Split(':') is { Length: > 1 } parts ? parts[1] : text.Text,
        ("devices", TextNode text) => text.Text.Split(':') is { Length: > 1 } parts ? parts[1] : text.Text,
        ("tmpfs", TextNode text) => text.Text.Split(':')[0],
        ("ports" or "expose" or "secrets" or "configs" or "cap_add" or "cap_drop" or "env_file" or "extra_hosts" or "profiles" or "dns" or "security_opt" or "group_add" or "dns_search" or "external_links" or "aliases", TextNode text) => text.Text,
        _ => null,
    };
}
