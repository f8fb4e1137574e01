using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ActorEngine.Gateway.Calls;

namespace ActorEngine.Gateway.Building;

/// <summary>A limit of the kind of ulimit(1).</summary>
internal sealed record UlimitRequest
{
    public string? Name { get; init; }
    public long Soft { get; init; }
    public long Hard { get; init; }
}

/// <summary>JSON in the parameters of ImageBuild.</summary>
[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(Dictionary<string, string?>))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(List<UlimitRequest>))]
internal sealed partial class BuildJson : JsonSerializerContext
{
    /// <summary>A parameter; null where it is not there.</summary>
    /// <exception cref="ApiException">400: it is not that JSON.</exception>
    public static T? Read<T>(string? text, JsonTypeInfo<T> type, string what) where T : class
    {
        if (text is not { Length: > 0 }) return null;
        try
        {
            return JsonSerializer.Deserialize(text, type);
        }
        catch (JsonException wrong)
        {
            throw new ApiException(400, $"error reading {what}: {wrong.Message}");
        }
    }
}
