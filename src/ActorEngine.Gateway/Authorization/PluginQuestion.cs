using System.Text.Json.Serialization;

namespace ActorEngine.Gateway.Authorization;

/// <summary>What a plugin is asked (Docker's "Access authorization plugin", AuthZPlugin.AuthZReq and AuthZPlugin.AuthZRes). Bytes are base64 in JSON.</summary>
internal sealed record PluginQuestion
{
    public string? User { get; init; }
    public string? UserAuthNMethod { get; init; }
    public required string RequestMethod { get; init; }
    public required string RequestUri { get; init; }
    public byte[]? RequestBody { get; init; }
    public IReadOnlyDictionary<string, string>? RequestHeaders { get; init; }
    /// <summary>PEM.</summary>
    public IReadOnlyList<byte[]>? RequestPeerCertificates { get; init; }
    public int? ResponseStatusCode { get; init; }
    public byte[]? ResponseBody { get; init; }
    public IReadOnlyDictionary<string, string>? ResponseHeaders { get; init; }
}

/// <summary>What it answers; to Plugin.Activate what it is.</summary>
internal sealed record PluginAnswer
{
    public bool Allow { get; init; }
    public string? Msg { get; init; }
    public string? Err { get; init; }
    public IReadOnlyList<string>? Implements { get; init; }
}

/// <summary>A plugin's file NAME.json.</summary>
internal sealed record PluginFile
{
    public string? Addr { get; init; }
    [JsonPropertyName("TLSConfig")]
    public PluginTls? Tls { get; init; }
}

/// <summary>How a plugin over the network is spoken to.</summary>
internal sealed record PluginTls
{
    public bool InsecureSkipVerify { get; init; }
    [JsonPropertyName("CAFile")]
    public string? AuthorityFile { get; init; }
    public string? CertFile { get; init; }
    public string? KeyFile { get; init; }
}

/// <summary>Compile-time JSON of the plugin protocol.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(PluginQuestion))]
[JsonSerializable(typeof(PluginAnswer))]
[JsonSerializable(typeof(PluginFile))]
internal sealed partial class PluginJson : JsonSerializerContext;
