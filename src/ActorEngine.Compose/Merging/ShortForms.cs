using ActorEngine.Compose.Yaml;

namespace ActorEngine.Compose.Merging;

/// <summary>Writes the short forms of a service that merge by key as their long ones.</summary>
internal static class ShortForms
{
    private static readonly string[] KeyValueAttributes = ["environment", "labels", "annotations", "sysctls"];
    private static readonly string[] OneOrMany = ["env_file", "tmpfs", "dns", "dns_search", "dns_opt", "label_file"];

    /// <exception cref="ComposeException">A form is not understood.</exception>
    public static MapNode Service(MapNode service, string path)
    {
        foreach (string name in KeyValueAttributes) service = service.Change(name, value => KeyValues(value, $"{path}.{name}"));
        foreach (string name in OneOrMany) service = service.Change(name, value => value is TextNode { IsNull: false } or MapNode ? new ListNode(value.Place, [value with { Tag = MergeTag.None }]) { Tag = value.Tag } : value);
        service = service.Change("build", value => value is TextNode { IsNull: false } text ? Single(text, "context", text) : value);
        service = service.Change("build", value => value is MapNode build ? Build(build, $"{path}.build") : value);
        service = service.Change("extends", value => value is TextNode text ? Single(text, "service", text) : value);
        service = service.Change("depends_on", value => Keys(value, $"{path}.depends_on"));
        service = service.Change("networks", value => Keys(value, $"{path}.networks"));
        return service.Change("extra_hosts", value => Hosts(value, $"{path}.extra_hosts"));
    }

    /// <summary>A list of KEY=VALUE as a mapping; a bare KEY has an empty value.</summary>
    public static Node KeyValues(Node value, string path)
    {
        if (value is not ListNode list) return value;
        var entries = new List<Entry>();
        foreach (var item in list.Items)
        {
            if (item is not TextNode { IsNull: false } text) throw new ComposeException(item.Place, path, $"KEY=VALUE is expected, not {item.Kind}");
            int equals = text.Text.IndexOf('=');
            string key = equals < 0 ? text.Text : text.Text[..equals];
            if (key.Length == 0) throw new ComposeException(text.Place, path, $"'{text.Text}' is not KEY=VALUE");
            entries.RemoveAll(entry => entry.Key == key);
            entries.Add(new Entry(key, text.Place, equals < 0 ? new TextNode(text.Place, "", true) : text with { Text = text.Text[(equals + 1)..], Quoted = true }));
        }

        return new MapNode(list.Place, entries) { Tag = list.Tag };
    }

    private static MapNode Build(MapNode build, string path) =>
        build.Change("args", value => KeyValues(value, $"{path}.args")).Change("labels", value => KeyValues(value, $"{path}.labels")).Change("extra_hosts", value => Hosts(value, $"{path}.extra_hosts"));

    /// <summary>A list of names as a mapping without values.</summary>
    private static Node Keys(Node value, string path)
    {
        if (value is not ListNode list) return value;
        var entries = new List<Entry>();
        foreach (var item in list.Items)
        {
            if (item is not TextNode { IsNull: false } text) throw new ComposeException(item.Place, path, $"a name is expected, not {item.Kind}");
            if (entries.All(entry => entry.Key != text.Text)) entries.Add(new Entry(text.Text, text.Place, new TextNode(text.Place, "", true)));
        }

        return new MapNode(list.Place, entries) { Tag = list.Tag };
    }

    /// <summary>A mapping of hosts and addresses as a list of HOST=ADDRESS.</summary>
    private static Node Hosts(Node value, string path)
    {
        if (value is not MapNode map) return value;
        var lines = new List<Node>();
        foreach (var (key, place, addresses) in map.Entries)
        {
            foreach (var address in addresses is ListNode many ? many.Items : [addresses])
            {
                if (address is not TextNode { IsNull: false } text) throw new ComposeException(place, $"{path}.{key}", $"an address is expected, not {address.Kind}");
                lines.Add(text with { Text = $"{key}={text.Text}" });
            }
        }

        return new ListNode(map.Place, lines) { Tag = map.Tag };
    }

    private static MapNode Single(TextNode text, string key, Node value) => new(text.Place, [new Entry(key, text.Place, value with { Tag = MergeTag.None })]) { Tag = text.Tag };
}
