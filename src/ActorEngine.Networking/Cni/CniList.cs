using System.Text.Json;
using System.Text.Json.Nodes;

namespace ActorEngine.Networking;

/// <summary>A network configuration list (CNI specification 1.0, section 1): the plugins that are run one after the other.</summary>
internal sealed class CniList
{
    private const string PortMappings = "portMappings";

    private static readonly string[] Versions = ["0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0"];

    private CniList(string name, string version, IReadOnlyList<JsonObject> plugins, string text) => (Name, Version, Plugins, Text) = (name, version, plugins, text);

    public string Name { get; }

    public string Version { get; }

    public IReadOnlyList<JsonObject> Plugins { get; }

    /// <summary>The document in one line.</summary>
    public string Text { get; }

    /// <summary>Its plugins publish ports.</summary>
    public bool PublishesPorts => Plugins.Any(plugin => Declares(plugin, PortMappings));

    /// <summary>CHECK is part of its version.</summary>
    public bool CanCheck => Version is not ("0.3.0" or "0.3.1");

    /// <exception cref="CniException">It is no list, or one of a version that is not spoken here.</exception>
    public static CniList Parse(string text, string from)
    {
        JsonObject document;
        try
        {
            document = JsonNode.Parse(text, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonObject ?? throw new CniException($"{from} is no JSON object");
        }
        catch (JsonException wrong)
        {
            throw new CniException($"{from} is no JSON: {wrong.Message}");
        }

        string name = Word(document, "name", from), version = Word(document, "cniVersion", from);
        if (!Versions.Contains(version)) throw new CniException($"{from} is of version {version}; this engine speaks {string.Join(", ", Versions)}");
        // A file of one plugin is the older form of a list of one.
        JsonObject[] plugins = document["plugins"] is JsonArray list ? [.. list.OfType<JsonObject>()] : [document];
        if (plugins.Length == 0) throw new CniException($"{from} has no plugins");
        foreach (JsonObject plugin in plugins)
            if (Word(plugin, "type", from).Contains('/')) throw new CniException($"{from} names a plugin by a path; plugins are named by their files in actorengine.networks.cni-plugins");
        return new CniList(name, version, plugins, document.ToJsonString());
    }

    /// <summary>What one plugin reads (section 2 and 3): its part of the list, with name, version, earlier result and what is asked of it.</summary>
    public JsonObject For(JsonObject plugin, JsonNode? previous, IReadOnlyList<JsonObject> ports)
    {
        var own = (JsonObject)plugin.DeepClone();
        own["name"] = Name;
        own["cniVersion"] = Version;
        if (previous is not null) own["prevResult"] = previous.DeepClone();
        if (ports.Count > 0 && Declares(plugin, PortMappings)) own["runtimeConfig"] = new JsonObject { [PortMappings] = new JsonArray([.. ports.Select(port => port.DeepClone())]) };
        own.Remove("capabilities");
        return own;
    }

    private static bool Declares(JsonObject plugin, string capability) => plugin["capabilities"] is JsonObject known && known[capability] is JsonValue value && value.TryGetValue(out bool has) && has;

    private static string Word(JsonObject document, string field, string from) =>
        document[field] is JsonValue value && value.TryGetValue(out string? word) && word.Length > 0 ? word : throw new CniException($"{from} has no field {field}");
}
