using System.Text.Json;

namespace ActorEngine.Gateway.Authorization;

/// <summary>Where a plugin takes questions.</summary>
/// <param name="Socket">Path of its Unix socket; null where it is reached over the network.</param>
/// <param name="Uri">Base of its addresses.</param>
internal sealed record PluginAddress(string? Socket, Uri Uri)
{
    private static readonly Uri Local = new("http://plugin/");

    public PluginTls? Tls { get; init; }

    /// <summary>Looks for NAME.sock, NAME.spec and NAME.json (Docker's plugin discovery); null where there is none of that name.</summary>
    /// <exception cref="IOException">A file cannot be read or is not what it should be.</exception>
    public static PluginAddress? Find(string name, IReadOnlyList<string> directories)
    {
        foreach (string directory in directories)
        {
            foreach (string start in (string[])[Path.Combine(directory, name), Path.Combine(directory, name, name)])
            {
                if (File.Exists(start + ".sock")) return new PluginAddress(start + ".sock", Local);
                if (File.Exists(start + ".spec")) return Of(File.ReadAllText(start + ".spec").Trim(), null, start + ".spec");
                if (File.Exists(start + ".json")) return OfJson(start + ".json");
            }
        }

        return null;
    }

    private static PluginAddress OfJson(string path)
    {
        try
        {
            var file = JsonSerializer.Deserialize(File.ReadAllText(path), PluginJson.Default.PluginFile);
            return Of(file?.Addr ?? "", file?.Tls, path);
        }
        catch (JsonException error)
        {
            throw new IOException($"{path} is no JSON: {error.Message}", error);
        }
    }

    private static PluginAddress Of(string text, PluginTls? tls, string path)
    {
        if (text.StartsWith("unix://", StringComparison.Ordinal)) return new PluginAddress(text["unix://".Length..], Local);
        int at = text.IndexOf("://", StringComparison.Ordinal);
        if (at > 0 && text[..at] is var scheme && scheme is "tcp" or "http" or "https" && Uri.TryCreate($"{(tls is not null || scheme == "https" ? "https" : "http")}://{text[(at + 3)..]}", UriKind.Absolute, out var uri))
            return new PluginAddress(null, uri) { Tls = tls };
        throw new IOException($"{path} names no address of a plugin: unix:///PATH or tcp://HOST:PORT");
    }
}
