using System.Text.Json;
using System.Text.Json.Nodes;
using ActorEngine.Contracts;
using ActorEngine.Oci;

namespace ActorEngine.Images;

/// <summary>The configuration of an image on top of another one: what is not changed stays as it is, members that this engine does not know included.</summary>
internal static class DerivedConfiguration
{
    /// <summary>Writes it.</summary>
    /// <param name="parent">The other image's configuration; null = made from nothing.</param>
    /// <param name="layer">The new layer's diff id; null when it would change nothing.</param>
    /// <param name="createdBy">What made it, for the history.</param>
    public static byte[] Write(byte[]? parent, ImageConfiguration configuration, Digest? layer, DateTimeOffset created, string createdBy, string? author, string? comment)
    {
        JsonObject root = Parse(parent);
        string time = ImageJson.Time(created);
        root["created"] = time;
        if (author is { Length: > 0 }) root["author"] = author;
        root["architecture"] ??= RootTarImport.Architecture;
        root["os"] ??= "linux";
        root["config"] = Config(root["config"] as JsonObject, configuration);
        // What older builders kept of the container that made a layer is not true of this image.
        foreach (string stale in (ReadOnlySpan<string>)["container", "container_config", "id", "parent", "parent_id"]) root.Remove(stale);

        var rootfs = root["rootfs"] as JsonObject ?? new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray() };
        root["rootfs"] = rootfs;
        if (layer is { } added) (rootfs["diff_ids"] as JsonArray ?? throw FaultException.BadArchive("The image configuration has no list of diff ids.")).Add(added.Value);
        History(root, layer is null, time, createdBy, author, comment);
        return ImageJson.WriteNode(root);
    }

    private static JsonObject Parse(byte[]? json) =>
        json is null ? [] : JsonNode.Parse(json) as JsonObject ?? throw FaultException.BadArchive("The image configuration is not a JSON object.");

    private static JsonObject Config(JsonObject? before, ImageConfiguration configuration)
    {
        var after = (JsonObject)JsonNode.Parse(ImageJson.Write(json => ConfigurationMembers.Write(json, configuration)))!;
        foreach ((string name, JsonNode? value) in before ?? [])
            if (!ConfigurationMembers.Names.Contains(name)) after[name] = value?.DeepClone();
        return after;
    }

    private static void History(JsonObject root, bool isEmpty, string time, string createdBy, string? author, string? comment)
    {
        if (root["history"] is not JsonArray history) root["history"] = history = [];
        var entry = new JsonObject { ["created"] = time, ["created_by"] = createdBy };
        if (author is { Length: > 0 }) entry["author"] = author;
        if (comment is { Length: > 0 }) entry["comment"] = comment;
        if (isEmpty) entry["empty_layer"] = true;
        history.Add((JsonNode)entry);
    }
}
