using ActorEngine.Compose.Yaml;

namespace ActorEngine.Compose.Merging;

/// <summary>Makes the paths of a file absolute, so that it may be laid over files of other directories.</summary>
internal static class RelativePaths
{
    public static MapNode File(MapNode file, string directory)
    {
        if (file["services"] is MapNode services)
            file = file.With("services", services with { Entries = [.. services.Entries.Select(entry => entry.Value is MapNode service ? entry with { Value = Service(service, directory) } : entry)] });
        return file.Change("secrets", value => Sources(value, directory)).Change("configs", value => Sources(value, directory));
    }

    public static MapNode Service(MapNode service, string directory) => service
        .Change("build", build => build is MapNode map ? map.Change("context", text => Context(text, directory)) : build)
        .Change("env_file", list => Each(list, item => item is MapNode map ? map.Change("path", text => Absolute(text, directory)) : Absolute(item, directory)))
        .Change("label_file", list => Each(list, item => Absolute(item, directory)))
        .Change("extends", extends => extends is MapNode map ? map.Change("file", text => Absolute(text, directory)) : extends)
        .Change("volumes", list => Each(list, item => Volume(item, directory)));

    /// <summary>A path as seen from a directory; ~ is the user's.</summary>
    public static string Absolute(string path, string directory) => path is "~" or ['~', '/', ..]
        ? Path.GetFullPath(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..])
        : Path.GetFullPath(path, directory);

    private static Node Absolute(Node node, string directory) => node is TextNode { IsNull: false, Text.Length: > 0 } text ? text with { Text = Absolute(text.Text, directory) } : node;

    private static Node Each(Node node, Func<Node, Node> change) => node is ListNode list ? list with { Items = [.. list.Items.Select(change)] } : node;

    private static Node Context(Node node, string directory) => node is TextNode text && IsRemote(text.Text) ? node : Absolute(node, directory);

    internal static bool IsRemote(string context) => context.Contains("://") || context.StartsWith("git@", StringComparison.Ordinal) || context.StartsWith("github.com/", StringComparison.Ordinal);

    private static Node Volume(Node node, string directory)
    {
        if (node is MapNode map) return map["type"] is TextNode { Text: "bind" } ? map.Change("source", source => Absolute(source, directory)) : map;
        if (node is not TextNode text) return node;
        int colon = text.Text.IndexOf(':');
        if (colon <= 0 || text.Text[0] is not ('.' or '~')) return node;
        return text with { Text = Absolute(text.Text[..colon], directory) + text.Text[colon..] };
    }

    private static Node Sources(Node node, string directory) => node is MapNode map
        ? map with { Entries = [.. map.Entries.Select(entry => entry.Value is MapNode source ? entry with { Value = source.Change("file", text => Absolute(text, directory)) } : entry)] }
        : node;
}
