using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorEngine.Gateway.Volumes;

/// <summary>Body of VolumeCreate.</summary>
internal sealed record VolumeCreateRequest
{
    public string? Name { get; init; }
    public string? Driver { get; init; }
    public Dictionary<string, string?>? DriverOpts { get; init; }
    public Dictionary<string, string?>? Labels { get; init; }
    public JsonElement? ClusterVolumeSpec { get; init; }
}

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(VolumeCreateRequest))]
internal sealed partial class VolumeJson : JsonSerializerContext;
