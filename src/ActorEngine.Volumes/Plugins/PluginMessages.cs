using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorEngine.Volumes;

/// <summary>What plugins are told (Docker volume plugin protocol); each call takes the fields it knows.</summary>
internal sealed record PluginRequest
{
    public string? Name { get; init; }
    public IReadOnlyDictionary<string, string>? Opts { get; init; }
    public string? ID { get; init; }
}

/// <summary>What plugins answer; each call has its own fields.</summary>
internal sealed record PluginReply
{
    public string? Err { get; init; }
    public string? Mountpoint { get; init; }
    public PluginVolumeReply? Volume { get; init; }
    public IReadOnlyList<PluginVolumeReply>? Volumes { get; init; }
    public PluginCapabilities? Capabilities { get; init; }
    public IReadOnlyList<string>? Implements { get; init; }
}

internal sealed record PluginVolumeReply
{
    public string? Name { get; init; }
    public string? Mountpoint { get; init; }
    public string? CreatedAt { get; init; }
    public IReadOnlyDictionary<string, JsonElement>? Status { get; init; }
}

internal sealed record PluginCapabilities
{
    public string? Scope { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(PluginRequest))]
[JsonSerializable(typeof(PluginReply))]
internal sealed partial class PluginJson : JsonSerializerContext;
