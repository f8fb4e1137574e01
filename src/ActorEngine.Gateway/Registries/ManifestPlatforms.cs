using System.Text.Json;
using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Registries;

/// <summary>Reads what manifests, indexes and configurations say of platforms (image-spec image-index.md, config.md).</summary>
internal static class ManifestPlatforms
{
    /// <summary>Those of an index; null where it is none.</summary>
    public static List<Fields>? Listed(string index)
    {
        using var document = JsonDocument.Parse(index);
        if (!document.RootElement.TryGetProperty("manifests", out var manifests)) return null;
        return [.. manifests.EnumerateArray().Where(entry => entry.TryGetProperty("platform", out _)).Select(entry => Platform(entry.GetProperty("platform")))];
    }

    /// <summary>Where an image's configuration is; null where a manifest names none.</summary>
    public static (Digest Blob, long Size)? Configuration(string manifest)
    {
        using var document = JsonDocument.Parse(manifest);
        return document.RootElement.TryGetProperty("config", out var config) && config.TryGetProperty("digest", out var digest)
            ? (new Digest(digest.GetString()!), config.TryGetProperty("size", out var size) ? size.GetInt64() : -1)
            : null;
    }

    /// <summary>That of a configuration.</summary>
    public static List<Fields> OfImage(string configuration)
    {
        using var document = JsonDocument.Parse(configuration);
        return [Platform(document.RootElement)];
    }

    private static Fields Platform(JsonElement platform)
    {
        var fields = new Fields { ["architecture"] = Text(platform, "architecture"), ["os"] = Text(platform, "os") };
        foreach (string name in (string[])["os.version", "variant"])
            if (Text(platform, name) is { Length: > 0 } text) fields[name] = text;
        return fields;
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
